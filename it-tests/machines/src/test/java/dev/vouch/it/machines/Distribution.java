package dev.vouch.it.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The built distribution, and short temporary directories to run it in. */
final class Distribution {
  private static final AtomicInteger DIRECTORIES = new AtomicInteger();

  private Distribution() {}

  /** {@code bin/vouch} of the build. */
  static Path launcher() {
    Path home =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("vouch.distribution"),
                "set the system property vouch.distribution to verticles/app/target/vouch"));
    return home.resolve("bin").resolve("vouch").normalize();
  }

  /** A directory whose path leaves room for the path of a socket. */
  static Path newDirectory() throws IOException {
    String name = "vouch-it-" + ProcessHandle.current().pid() + "-" + DIRECTORIES.incrementAndGet();
    return Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), name));
  }

  /** What is in a directory, names only. */
  static List<String> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  static void delete(Path directory) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files.forEach(all::add);
    }
    for (Path path : all.reversed()) {
      Files.deleteIfExists(path);
    }
  }
}
