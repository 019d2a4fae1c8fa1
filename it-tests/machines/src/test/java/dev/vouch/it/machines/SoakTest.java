package dev.vouch.it.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Mixed PVFs with random kills of workers for {@code -Dvouch.soak=PT30M}, two minutes if nothing is
 * said. It runs beside the other classes, in a process of its own that gives way to them.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SoakTest {
  private static final Duration LENGTH = Duration.parse(System.getProperty("vouch.soak", "PT2M"));

  /** To drain what waits at each quiet moment. */
  private static final Duration ROOM = Duration.ofMinutes(8);

  private Path temporary = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    temporary = Distribution.newDirectory();
  }

  @AfterEach
  void deleteDirectory() throws IOException {
    Distribution.delete(temporary);
  }

  @Test
  void noRequestIsStuckAndNothingIsLeftWhateverIsKilled() throws Exception {
    Path work = Files.createDirectory(temporary.resolve("t"));
    Path log = Path.of("target", "soak.txt");
    Files.createDirectories(log.toAbsolutePath().getParent());
    long seed = Long.getLong("vouch.soak.seed", System.nanoTime());
    List<String> command =
        new ArrayList<>(
            List.of(
                "nice",
                "-n",
                System.getProperty("vouch.soak.nice", "10"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // All of the heap is there from the start, so that what grows is something else.
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SoakHost.class.getName(),
                temporary.resolve("artifacts").toString(),
                work.toString(),
                LENGTH.toString(),
                Long.toString(seed)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(new File(log.toString())));
    builder.environment().put("TMPDIR", work.toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LENGTH.plus(ROOM).toMillis(), TimeUnit.MILLISECONDS);
      List<String> lines = Files.readAllLines(log);
      String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - 120), lines.size()));
      assertThat(ended).as("the soak with seed %d ends%n%s", seed, tail).isTrue();
      assertThat(process.exitValue()).as("the soak with seed %d%n%s", seed, tail).isZero();
      assertThat(lines.getLast()).isEqualTo("WELL");
      assertThat(Distribution.contents(work)).isEmpty();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
