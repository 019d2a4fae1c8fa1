package dev.vouch.node.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final Bytes FIRST = Bytes.fromHex("0102030405");
  private static final Bytes SECOND = Bytes.fromHex("aabbccddeeff");
  private static final Bytes THIRD = Bytes.fromHex("11");

  @TempDir Path dir;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = dir.resolve("record");
  }

  private void append(Bytes... entries) throws IOException {
    try (JournalFile journal = JournalFile.open(file)) {
      for (Bytes entry : entries) {
        journal.append(entry);
      }
    }
  }

  private List<Bytes> entries() throws IOException {
    try (JournalFile journal = JournalFile.open(file)) {
      return journal.entries();
    }
  }

  @Test
  void whatWasAppendedIsThereAfterARestart() throws IOException {
    append(FIRST);
    append(SECOND, THIRD);

    assertThat(entries()).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void anEntryTornAtAnyByteIsCutOffAndTheNextGoesInItsPlace() throws IOException {
    append(FIRST, SECOND);
    byte[] whole = Files.readAllBytes(file);
    int before = whole.length - (8 + SECOND.length() + 8);
    for (int length = before; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(entries()).as("cut at %d", length).containsExactly(FIRST);
      append(THIRD);
      assertThat(entries()).containsExactly(FIRST, THIRD);
    }
  }

  @Test
  void aTornLastEntryWhoseLengthIsThereButNotItsBytesIsCutOff() throws IOException {
    append(FIRST, SECOND);
    byte[] whole = Files.readAllBytes(file);
    Arrays.fill(whole, whole.length - 6, whole.length, (byte) 0);
    Files.write(file, whole);

    assertThat(entries()).containsExactly(FIRST);
  }

  @Test
  void damageBeforeTheLastEntryRefusesToOpen() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    append(FIRST, SECOND, THIRD);
    byte[] whole = Files.readAllBytes(file);
    int firstBody = "vouch signing record 1\n".length() + 8;
    for (int i = 0; i < FIRST.length(); i++) {
      byte[] damaged = whole.clone();
      damaged[firstBody + i] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, damaged);
      assertThatThrownBy(this::entries)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("damaged at byte");
    }
  }

  @Test
  void aDamagedLengthFarFromTheEndRefusesToOpen() throws IOException {
    Bytes big = Bytes.wrap(new byte[JournalFile.MAX_ENTRY_BYTES]);
    append(FIRST, big, big);
    byte[] whole = Files.readAllBytes(file);
    whole["vouch signing record 1\n".length()] ^= 1;
    Files.write(file, whole);

    assertThatThrownBy(this::entries).isInstanceOf(JournalException.class);
  }

  @Test
  void aSecondOpenIsRefusedWhileTheFirstSigns() throws IOException {
    try (JournalFile journal = JournalFile.open(file)) {
      journal.append(FIRST);
      assertThatThrownBy(() -> JournalFile.open(file))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("another process signs with this key");
    }
    assertThat(entries()).containsExactly(FIRST);
  }

  @Test
  void aSecondProcessIsRefusedByTheLockOfTheOperatingSystem() throws Exception {
    try (JournalFile journal = JournalFile.open(file)) {
      journal.append(FIRST);
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpensJournal.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor()).as(said).isEqualTo(OpensJournal.REFUSED);
    }
  }

  @Test
  void aFileOfSomethingElseIsNotOverwritten() throws IOException {
    Files.writeString(file, "my diary, not a signing record");

    assertThatThrownBy(this::entries).isInstanceOf(JournalException.class);
    assertThat(Files.readString(file)).startsWith("my diary");
  }
}
