package dev.vouch.devnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what a network left on disk. */
final class DirectoryTree {
  private DirectoryTree() {}

  /** Files may vanish or appear while their last writers end, so it is tried a few times. */
  static void remove(Path root) {
    for (int attempt = 0; attempt < 5 && Files.exists(root); attempt++) {
      try (Stream<Path> tree = Files.walk(root)) {
        List<Path> all = tree.sorted(Comparator.reverseOrder()).toList();
        for (Path path : all) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        // Tried again; what stays is visible in the temporary directory.
      }
    }
  }
}
