package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerDirectoriesTest {
  private final WorkerDirectories directories = new WorkerDirectories();

  @TempDir Path root;

  private Path left(String name) throws IOException {
    Path directory = Files.createDirectory(root.resolve(WorkerDirectories.PREFIX + name));
    Files.writeString(directory.resolve("s"), "");
    return directory;
  }

  @Test
  void whatNobodyLocksIsRemovedAndWhatLivesIsNot() throws IOException {
    Path ours = directories.make(root);
    Path dead = left("dead");
    Files.writeString(dead.resolve(WorkerDirectories.LOCK), "");
    directories.sweep(root);
    assertThat(dead).doesNotExist();
    assertThat(ours).exists();
    directories.sweep(root);
    assertThat(ours).as("looking must not give our own lock up").exists();
    directories.remove(ours);
    assertThat(root.toFile().list()).isEmpty();
  }

  @Test
  void oneThatIsJustBeingMadeIsLeftAlone() throws IOException {
    Path fresh = left("fresh");
    Path old = left("old");
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000_000_000L));
    directories.sweep(root);
    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void linksAndOtherNamesAreLeftAlone(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve(WorkerDirectories.LOCK), "");
    Path link =
        Files.createSymbolicLink(root.resolve(WorkerDirectories.PREFIX + "link"), elsewhere);
    Path other = Files.createDirectory(root.resolve("vouch-other"));
    directories.sweep(root);
    assertThat(link).exists();
    assertThat(elsewhere.resolve(WorkerDirectories.LOCK)).exists();
    assertThat(other).exists();
  }

  @Test
  void afterTheEndNothingIsMade() {
    directories.stop();
    assertThatThrownBy(() -> directories.make(root)).isInstanceOf(IOException.class);
  }
}
