package dev.vouch.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Where vectors are read from: the directory that {@code -Dvouch.vectors} names, or resources. */
final class VectorDirectory {
  static final String PROPERTY = "vouch.vectors";

  private VectorDirectory() {}

  /** The named directory; nothing if none is named. A directory that is not there is refused. */
  static Optional<Path> named() {
    return named(System.getProperty(PROPERTY, ""), Path.of("").toAbsolutePath());
  }

  /**
   * A relative name is looked for from {@code start} upwards: Maven runs the tests of each module
   * in that module's folder, and the name was typed further up.
   */
  static Optional<Path> named(String name, Path start) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    for (Path base = start; base != null; base = base.getParent()) {
      Path directory = base.resolve(name);
      if (Files.isDirectory(directory)) {
        return Optional.of(directory);
      }
    }
    throw new AssertionError(
        "-D" + PROPERTY + "=" + name + " is no directory; name one of *.jsonl or *.jsonl.gz files");
  }

  /** The lines of a family, uncompressed; null where the directory has no file of it. */
  static @Nullable InputStream open(String family, Optional<Path> directory) throws IOException {
    for (String suffix : List.of(".jsonl", ".jsonl.gz")) {
      String name = family + suffix;
      InputStream in =
          directory.isPresent()
              ? file(directory.orElseThrow().resolve(name))
              : VectorDirectory.class.getResourceAsStream("/vectors/" + name);
      if (in != null) {
        return suffix.endsWith(".gz") ? new GZIPInputStream(in) : in;
      }
    }
    if (directory.isPresent()) {
      return null;
    }
    throw new AssertionError("no vectors of the family " + family + " in the test resources");
  }

  private static @Nullable InputStream file(Path path) throws IOException {
    return Files.isRegularFile(path) ? Files.newInputStream(path) : null;
  }
}
