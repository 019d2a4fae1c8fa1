package dev.vouch.it.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ctrl-C and its relatives. The promise is three seconds; the test allows a busy build machine
 * twice that and prints what it took.
 */
final class EndingTest {
  private static final Duration START = Duration.ofSeconds(150);
  private static final Duration GENEROUS = Duration.ofSeconds(6);

  private Path temporary = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    temporary = Distribution.newDirectory();
  }

  @AfterEach
  void deleteDirectory() throws IOException {
    Distribution.delete(temporary);
  }

  @ParameterizedTest
  @CsvSource({
    "one JVM, Ctrl-C, first block, false",
    "one JVM, SIGTERM, start, false",
    "processes, Ctrl-C, first block, true",
    "processes, Ctrl-C, start, false"
  })
  void everythingEndsAndNothingIsLeft(String mode, String how, String when, boolean json)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "devnet",
                "--validators=2",
                "--group-size=2",
                "--paras=1",
                "--block-time=1s",
                "--http-port=0"));
    if (mode.equals("processes")) {
      arguments.add("--processes");
    }
    if (json) {
      arguments.add("--json");
    }
    try (Running devnet = Running.vouch(temporary, arguments.toArray(String[]::new))) {
      if (when.equals("start")) {
        devnet.line(0, "validators start", START, line -> line.contains("validators start"));
      } else {
        devnet.line(0, "a candidate", START, line -> line.contains("seconded"));
      }

      long from = System.nanoTime();
      if (how.equals("Ctrl-C")) {
        devnet.interruptGroup();
      } else {
        devnet.terminate();
      }
      devnet.exit(GENEROUS);
      long millis = (System.nanoTime() - from) / 1_000_000;
      System.out.printf("%s, %s after %s: ended in %d ms%n", mode, how, when, millis);

      // A child that is killed may take a moment to be gone.
      await().atMost(Duration.ofSeconds(1)).until(() -> devnet.session().isEmpty());
      assertThat(Distribution.contents(temporary)).isEmpty();
      assertSummaryIsLast(devnet.lines(), json);
      assertThat(devnet.errors()).noneMatch(line -> line.contains(" WARN "));
    }
  }

  private static void assertSummaryIsLast(List<String> lines, boolean json) {
    if (json) {
      assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
      assertThat(lines.getLast()).contains("\"event\":\"summary\"");
    } else {
      assertThat(lines.getLast()).contains("workers killed:");
      assertThat(lines).filteredOn(line -> line.startsWith("Summary:")).hasSize(1);
    }
  }
}
