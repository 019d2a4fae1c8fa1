package dev.vouch.pvf.supervisor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where workers get their private directories: {@code TMPDIR}, else Java's temporary directory. */
public final class TempRoot {
  /**
   * {@code sun_path} takes 108 bytes with the closing zero; the worker's directory and socket need
   * 40.
   */
  static final int MAX_PATH_BYTES = 107 - 40;

  private TempRoot() {}

  /** The first place that exists, can be written to and leaves room for a socket's path. */
  public static Path choose() {
    List<Path> candidates =
        Stream.of(System.getenv("TMPDIR"), System.getProperty("java.io.tmpdir"), "/tmp")
            .filter(Objects::nonNull)
            .filter(path -> !path.isBlank())
            .map(Path::of)
            .map(Path::toAbsolutePath)
            .toList();
    return candidates.stream()
        .filter(TempRoot::usable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no temporary directory for PVF workers: of %s none can be written to with a path of at most %d"
                            .formatted(candidates, MAX_PATH_BYTES)
                        + " bytes; set TMPDIR to a short path"));
  }

  private static boolean usable(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES
        && Files.isDirectory(path)
        && Files.isWritable(path);
  }
}
