package dev.vouch.bench.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Builds the reference's side with cargo, in a few minutes the first time. */
final class ReferenceBuild {
  private static final String BINARY = "vouch-reference-bench";

  private ReferenceBuild() {}

  /** The binary, or nothing where there is no cargo. */
  static Optional<Path> run(Path project, Path target) throws IOException, InterruptedException {
    if (!cargoIsThere()) {
      return Optional.empty();
    }
    ProcessBuilder build =
        new ProcessBuilder(
                "nice",
                "-n",
                "10",
                "cargo",
                "build",
                "--release",
                "--manifest-path",
                project.resolve("Cargo.toml").toString(),
                "--target-dir",
                target.toString())
            .inheritIO();
    // Others may be at work here: two compilers at a time unless told otherwise.
    build.environment().putIfAbsent("CARGO_BUILD_JOBS", "2");
    int exit = build.start().waitFor();
    if (exit != 0) {
      throw new IOException("cargo ended with " + exit + ": see above");
    }
    return Optional.of(target.resolve("release").resolve(BINARY));
  }

  private static boolean cargoIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("cargo", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
