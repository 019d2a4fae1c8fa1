package dev.vouch.it.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded network in one JVM. */
final class DevnetTest {
  private static final Duration START = Duration.ofSeconds(150);
  private static final Duration WORK = Duration.ofSeconds(60);
  private static final String WORKER = "dev.vouch.pvf.worker.Main";

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
  void everyParaIsIncludedAndEveryLineIsJson() throws IOException, InterruptedException {
    try (Running devnet =
        Running.vouch(
            temporary,
            "devnet",
            "--validators=4",
            "--group-size=2",
            "--blocks=6",
            "--block-time=1500ms",
            "--fork-every=3",
            "--http-port=0",
            "--json")) {
      assertThat(devnet.exit(START.plus(WORK)))
          .as(() -> String.join("\n", devnet.lines()))
          .isZero();
      List<JsonObject> events = devnet.events();
      assertThat(events.getFirst().getString("event")).isEqualTo("started");
      JsonObject summary = events.getLast();
      assertThat(summary.getString("event")).isEqualTo("summary");
      assertThat(summary.getLong("blocks")).isEqualTo(6);
      assertThat(summary.getLong("workers_killed")).isNotNull();
      assertThat(summary.getJsonArray("paras"))
          .hasSize(2)
          .allSatisfy(p -> assertThat(((JsonObject) p).getLong("included")).isBetween(3L, 6L));
      assertThat(devnet.errors()).noneMatch(line -> line.contains(" WARN "));
      assertThat(Distribution.contents(temporary)).isEmpty();
    }
  }

  @Test
  void aKilledWorkerCostsAtMostTheCandidateInHandAndThePagesTellOfIt()
      throws IOException, InterruptedException {
    try (Running devnet =
            Running.vouch(
                temporary,
                "devnet",
                "--validators=2",
                "--group-size=2",
                "--paras=1",
                "--block-time=1s",
                "--http-port=0",
                "--json");
        Pages pages = new Pages()) {
      String http = devnet.event("started", START).getString("http");
      Pages.Page early = pages.get(http + "/ready");
      assertThat(early.code()).isEqualTo(503);
      assertThat(new JsonObject(early.body()).getString("devnet")).contains("block 1");
      JsonObject before = devnet.event("candidate", START);
      assertThat(pages.get(http + "/ready").code()).isEqualTo(200);
      assertThat(pages.get(http + "/health").code()).isEqualTo(200);

      int mark = devnet.mark();
      ProcessHandle worker = devnet.find(WORKER).orElseThrow();
      Signals.send("KILL", worker.pid());
      JsonObject first = devnet.event(mark, "candidate", WORK, c -> after(c, before));
      JsonObject next = devnet.event(mark, "candidate", WORK, c -> after(c, first));
      JsonObject third = devnet.event(mark, "candidate", WORK, c -> after(c, next));
      assertThat(third.getLong("block")).isLessThan(before.getLong("block") + 20);

      Pages.Page metrics = pages.get(http + "/metrics");
      assertThat(metrics.code()).isEqualTo(200);
      assertThat(metrics.body().lines())
          .allMatch(line -> line.startsWith("#") || line.contains("{node=\""))
          .anyMatch(line -> line.startsWith("vouch_pvf_workers_retired_total{node=\""))
          .anyMatch(line -> line.contains("node=\"alice\""))
          .anyMatch(line -> line.contains("node=\"bob\""))
          .doesNotHaveDuplicates();

      devnet.terminate();
      devnet.exit(WORK);
      // Not exactly one: the meter counts every execute worker that was ended, whatever the reason.
      assertThat(devnet.events().getLast().getLong("workers_killed")).isPositive();
      assertThat(worker.isAlive()).isFalse();
      assertThat(Distribution.contents(temporary)).isEmpty();
    }
  }

  private static boolean after(JsonObject candidate, JsonObject earlier) {
    return candidate.getLong("block") > earlier.getLong("block");
  }
}
