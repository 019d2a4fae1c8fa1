package dev.vouch.pvf.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the directory, what is loaded is what this build has stored. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ArtifactTamperTest {
  private static final ArtifactEnvironment HERE = new ArtifactEnvironment("0123456789abcdef");
  private static final ArtifactId ID = new ArtifactId(Hash.ZERO, Hash.ZERO);
  private static final ArtifactId OTHER = new ArtifactId(Hash.of(ones()), Hash.ZERO);

  @TempDir Path temp;
  private Path directory;
  private ArtifactStore store;
  private StoredArtifact stored;
  private Path file;

  private static byte[] ones() {
    byte[] hash = new byte[Hash.LENGTH];
    hash[0] = 1;
    return hash;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void store() throws IOException {
    directory = Files.createDirectory(temp.resolve("artifacts"));
    store = ArtifactStore.open(directory, HERE);
    stored = store.put(ID, bytes("compiled"));
    file = directory.resolve(stored.fileName());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void isNotLoadedAndMadeAnew() throws IOException {
    assertThatThrownBy(() -> store.load(stored)).isInstanceOf(CorruptedArtifactException.class);
    assertThat(store.find(ID)).isEmpty();
    assertThat(store.list()).doesNotContainKey(ID);
    StoredArtifact again = store.put(ID, bytes("compiled"));
    assertThat(store.find(ID)).contains(again);
    assertThat(store.load(again)).isEqualTo(bytes("compiled"));
  }

  @Test
  void anotherArtifactInItsPlaceIsNoticed() throws IOException {
    StoredArtifact other = store.put(OTHER, bytes("of other code"));
    Files.copy(directory.resolve(other.fileName()), file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> store.load(stored)).isInstanceOf(CorruptedArtifactException.class);
    Files.write(file, bytes("complied"));
    assertThatThrownBy(() -> store.load(stored))
        .as("of equal length")
        .isInstanceOf(CorruptedArtifactException.class);
  }

  @Test
  void aLinkIsNoArtifactEvenToTheRightBytes() throws IOException {
    Path elsewhere = Files.move(file, temp.resolve("elsewhere"));
    Files.createSymbolicLink(file, elsewhere);
    isNotLoadedAndMadeAnew();
    assertThat(elsewhere).as("nothing was written through the link").hasContent("compiled");
  }

  @Test
  void aFileThatOthersMayWriteToIsNoArtifact() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    isNotLoadedAndMadeAnew();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r---w-"));
    isNotLoadedAndMadeAnew();
  }

  @Test
  void aFileOfSomebodyElseIsNoArtifact() throws IOException {
    makeSomebodyElses(file);
    isNotLoadedAndMadeAnew();
  }

  @Test
  void aDirectoryOfThatNameIsNoArtifact() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(store.find(ID)).isEmpty();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void aDirectoryThatOthersMayWriteToIsClosedToThem() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    ArtifactStore.open(directory, HERE).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefusedWithTheRemedy() throws IOException {
    makeSomebodyElses(directory);
    assertThatThrownBy(() -> ArtifactStore.open(directory, HERE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to")
        .hasMessageContaining("pvf.artifacts");
  }

  @Test
  void aDirectoryThatAllUsersShareIsRefusedAndLeftAsItIs() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThatThrownBy(() -> ArtifactStore.open(directory, HERE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("shared by all users");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwxrwxrwx");
  }

  @Test
  void whatOneHostUsesAnotherSees() throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    assertThat(store.lastUsedMillis(stored)).isEqualTo(1_000);
    store.load(stored);
    assertThat(store.lastUsedMillis(stored)).as("reading is no use").isEqualTo(1_000);
    store.used(stored);
    try (ArtifactStore other = ArtifactStore.open(directory, HERE)) {
      assertThat(other.lastUsedMillis(stored)).isGreaterThan(System.currentTimeMillis() - 60_000);
    }
  }

  @Test
  void whoHoldsALockForTooLongIsNotWaitedFor() throws Exception {
    try (ArtifactLock _ = store.lock(ID, Duration.ofMinutes(1));
        ArtifactStore other = ArtifactStore.open(directory, HERE)) {
      Thread second =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (ArtifactLock got = other.lock(ID, Duration.ofMillis(30))) {
                      assertThat(got).isNotNull();
                    } catch (IOException | InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
      assertThat(second.join(Duration.ofSeconds(30))).isTrue();
    }
    try (ArtifactLock again = store.lock(ID, Duration.ofMinutes(1))) {
      assertThat(again).isNotNull();
    }
  }

  /** Only a superuser can. */
  private static void makeSomebodyElses(Path path) throws IOException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Files.setAttribute(path, "unix:uid", 65_534);
  }
}
