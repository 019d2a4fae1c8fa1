package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerJarsTest {
  private static final FileTime MODIFIED = FileTime.fromMillis(1_767_225_600_000L);

  @TempDir Path source;
  @TempDir Path root;

  @BeforeEach
  void twoJars() throws IOException {
    Files.writeString(source.resolve("b.jar"), "second");
    Files.writeString(source.resolve("a.jar"), "first");
    Files.setLastModifiedTime(source.resolve("a.jar"), MODIFIED);
  }

  @Test
  void jarsAreUnpackedInOrderWithTheirModificationTimes() throws IOException {
    WorkerJars jars = WorkerJars.unpack(source, root);
    assertThat(jars.files())
        .extracting(p -> p.getFileName().toString())
        .containsExactly("a.jar", "b.jar");
    assertThat(Files.getLastModifiedTime(jars.files().getFirst())).isEqualTo(MODIFIED);
    assertThat(root.toFile().list()).hasSize(1);
  }

  @Test
  void theSameJarsAreUnpackedOnce() throws IOException {
    WorkerJars first = WorkerJars.unpack(source, root);
    assertThat(WorkerJars.unpack(source, root)).isEqualTo(first);
    assertThat(root.toFile().list()).hasSize(1);
  }

  @Test
  void aDamagedCopyIsReplaced() throws IOException {
    WorkerJars first = WorkerJars.unpack(source, root);
    Files.writeString(first.files().getFirst(), "damaged");
    WorkerJars again = WorkerJars.unpack(source, root);
    assertThat(again.files().getFirst()).hasContent("first");
  }

  @Test
  void otherJarsGoElsewhere() throws IOException {
    WorkerJars first = WorkerJars.unpack(source, root);
    Files.writeString(source.resolve("a.jar"), "changed");
    WorkerJars second = WorkerJars.unpack(source, root);
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(root.toFile().list()).hasSize(2);
  }

  @Test
  void aPlaceWithoutJarsIsRefused(@TempDir Path empty) {
    assertThatThrownBy(() -> WorkerJars.unpack(empty, root)).isInstanceOf(IOException.class);
  }
}
