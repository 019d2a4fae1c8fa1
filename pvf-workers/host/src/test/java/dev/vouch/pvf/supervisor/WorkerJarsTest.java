package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
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

  @Test
  void aSignedJarLosesItsSignatureAndNothingElse() throws IOException {
    Path signed = source.resolve("c.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(signed))) {
      for (String name : List.of("META-INF/MANIFEST.MF", "META-INF/X.SF", "META-INF/X.RSA", "A")) {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(name.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }
    Files.setLastModifiedTime(signed, MODIFIED);
    WorkerJars jars = WorkerJars.unpack(source, root);
    Path copy = jars.files().getLast();
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(MODIFIED);
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("META-INF/MANIFEST.MF", "A");
    }
    assertThat(WorkerJars.unpack(source, root)).isEqualTo(jars);
  }

  @Test
  void theRealJarsComeWithTheDecodersLibraryAndUnsigned() throws IOException {
    WorkerJars jars = WorkerJars.unpack(root);
    assertThat(jars.zstd()).hasValueSatisfying(library -> assertThat(library).isNotEmptyFile());
    for (Path file : jars.files()) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        assertThat(zip.stream().map(ZipEntry::getName)).noneMatch(n -> n.endsWith(".SF"));
      }
    }
    Files.writeString(jars.zstd().orElseThrow(), "damaged");
    assertThat(WorkerJars.unpack(root).zstd().orElseThrow().toFile().length()).isGreaterThan(1000);
  }
}
