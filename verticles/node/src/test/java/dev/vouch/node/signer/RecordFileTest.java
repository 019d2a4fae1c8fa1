package dev.vouch.node.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.core.signing.SigningEntry;
import dev.vouch.core.signing.SigningJournal;
import dev.vouch.core.signing.SigningRecord;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
  @TempDir Path dir;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = dir.resolve("sub").resolve("signed");
  }

  static SigningEntry entry(int candidate) {
    return new SigningEntry(
        Sr25519KeyPair.fromUri("//Alice").publicKey(),
        new SigningContext(1, Hash.ZERO),
        new CompactStatement.Valid(
            new CandidateHash(Hash.blake2b256(Bytes.wrap(new byte[] {(byte) candidate})))),
        new ValidatorIndex(0),
        new ParaId(2000),
        Hash.ZERO,
        Signature.of(new byte[64]));
  }

  private void write(int entries) throws IOException {
    try (RecordFile record = RecordFile.open(file)) {
      record.append(SigningJournal.header());
      for (int i = 0; i < entries; i++) {
        record.append(SigningJournal.encode(i, entry(i)));
      }
    }
  }

  private SigningJournal.Loaded.Usable load() throws IOException {
    try (RecordFile record = RecordFile.open(file)) {
      return record.loaded();
    }
  }

  @Test
  void whatWasAppendedIsThereAfterARestart() throws IOException {
    write(3);

    assertThat(load().record().entries()).containsExactly(entry(0), entry(1), entry(2));
  }

  @Test
  void aWriteThatWasCutShortAnywhereIsRemovedAndTheRestStays() throws IOException {
    write(2);
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 1; cut < SigningJournal.ENTRY_LENGTH; cut += 21) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      assertThat(load().record().entries()).as("%d bytes short", cut).containsExactly(entry(0));
      assertThat(Files.size(file)).isEqualTo(whole.length - SigningJournal.ENTRY_LENGTH);
    }
  }

  @Test
  void damageRefusesToOpenAndLeavesTheFileAlone() throws IOException {
    write(3);
    byte[] damaged = Files.readAllBytes(file);
    damaged[40] ^= 1;
    Files.write(file, damaged);

    assertThatThrownBy(this::load)
        .isInstanceOf(RecordException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(file.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void aReplacedFileHoldsTheNewRecordAndGrowsFurther() throws IOException {
    write(2);
    SigningRecord shorter = SigningRecord.empty().with(entry(7));
    try (RecordFile record = RecordFile.open(file)) {
      record.replace(SigningJournal.encode(shorter));
      record.append(SigningJournal.encode(1, entry(8)));
    }

    assertThat(load().record().entries()).containsExactly(entry(7), entry(8));
  }

  @Test
  void aSecondProcessIsRefusedByTheLockOfTheOperatingSystem() throws Exception {
    try (RecordFile record = RecordFile.open(file)) {
      assertThat(record.loaded().entries()).isZero();
      assertThatThrownBy(() -> RecordFile.open(file))
          .isInstanceOf(RecordException.class)
          .hasMessageContaining("another process signs with this key");
      Process second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpensRecord.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor()).as(said).isEqualTo(OpensRecord.REFUSED);
    }
    assertThat(load().entries()).isZero();
  }
}
