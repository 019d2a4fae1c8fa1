package dev.vouch.it.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vouch.core.signing.SigningEntry;
import dev.vouch.core.signing.SigningJournal;
import dev.vouch.primitives.Bytes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded network with a process for each validator. */
final class DevnetProcessesTest {
  /** Devnet gives up after 120 s by itself. */
  private static final Duration START = Duration.ofSeconds(150);

  private static final Duration WORK = Duration.ofSeconds(60);

  /** Three seconds are promised; a busy build machine gets twice that. */
  private static final Duration ENDING = Duration.ofSeconds(6);

  private Path temporary = Path.of("");
  private Path directory = Path.of("");

  @BeforeEach
  void makeDirectories() throws IOException {
    temporary = Distribution.newDirectory();
    directory = Distribution.newDirectory();
  }

  @AfterEach
  void deleteDirectories() throws IOException {
    Distribution.delete(temporary);
    Distribution.delete(directory);
  }

  private Running devnet(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("devnet", "--processes", "--json", "--http-port=0", "--dir=" + directory));
    arguments.addAll(List.of(more));
    return Running.vouch(temporary, arguments.toArray(String[]::new));
  }

  private static void kill(JsonObject validator) throws IOException, InterruptedException {
    Signals.send("KILL", validator.getLong("pid"));
  }

  private static JsonObject validator(Running devnet, String name) {
    return devnet.event(0, "validator", START, v -> name.equals(v.getString("name")));
  }

  private SigningJournal.Loaded.Usable record(String node) throws IOException {
    List<Path> records;
    try (Stream<Path> files = Files.list(directory.resolve(node))) {
      records =
          files
              .filter(
                  file -> String.valueOf(file.getFileName()).matches("signed-(0x)?[0-9a-f]{64}"))
              .toList();
    }
    assertThat(records).hasSize(1);
    SigningJournal.Loaded loaded =
        SigningJournal.decode(Bytes.wrap(Files.readAllBytes(records.getFirst())));
    // A record with two conflicting statements does not load as usable.
    assertThat(loaded).isInstanceOf(SigningJournal.Loaded.Usable.class);
    return (SigningJournal.Loaded.Usable) loaded;
  }

  private long signed(String node) throws IOException {
    return record(node).entries();
  }

  @Test
  void aKilledValidatorStartsAgainTakesPartAgainAndNeverContradictsItself()
      throws IOException, InterruptedException {
    try (Running devnet =
            devnet("--validators=2", "--group-size=2", "--paras=1", "--block-time=1s");
        Pages pages = new Pages()) {
      JsonObject bob = validator(devnet, "bob");
      devnet.event(0, "candidate", START, any -> true);
      final String http = devnet.event("started", START).getString("http");
      assertThat(pages.get(http + "/ready").code()).isEqualTo(200);

      kill(bob);
      devnet.event(0, "problem", WORK, p -> p.getString("message").startsWith("bob is down"));
      // The group needs both: nothing is included while one is away.
      int alone = devnet.mark();
      long before = signed("bob");
      assertThat(before).isPositive();
      assertThat(pages.get(http + "/ready").code()).isEqualTo(503);

      try (Running again = Running.vouch(temporary, "node", "--config", bob.getString("config"))) {
        again.line(0, "node bob runs", START, line -> line.startsWith("node bob runs"));
        devnet.event(alone, "candidate", WORK, any -> true);
        await().atMost(WORK).until(() -> signed("bob") > before);
        await().atMost(WORK).until(() -> pages.get(http + "/ready").code() == 200);
        int seconded = devnet.mark();
        devnet.event(seconded, "candidate", WORK, c -> "bob".equals(c.getString("seconded_by")));

        long from = System.nanoTime();
        devnet.terminate();
        devnet.exit(ENDING);
        System.out.printf(
            "processes, SIGTERM: ended in %d ms%n", (System.nanoTime() - from) / 1_000_000);
        again.terminate();
        again.exit(WORK);
        assertThat(again.session()).isEmpty();
      }
      assertThat(devnet.session()).isEmpty();
      for (String node : List.of("alice", "bob")) {
        assertOneStatementForEachCandidate(node);
      }
      assertThat(signed("bob")).isGreaterThan(before);
      assertThat(Distribution.contents(temporary)).isEmpty();
    }
  }

  /** Independent of the rules by which the record itself loads. */
  private void assertOneStatementForEachCandidate(String node) throws IOException {
    List<SigningEntry> entries = List.copyOf(record(node).record().entries());
    Set<?> distinct =
        entries.stream()
            .map(entry -> List.of(entry.key(), entry.context(), entry.statement().candidateHash()))
            .collect(Collectors.toSet());
    assertThat(distinct).as("signed by %s", node).hasSameSizeAs(entries);
  }

  @Test
  void aParaWhoseGroupIsDeadIsToldWithTheBlockWhereItStalled()
      throws IOException, InterruptedException {
    try (Running devnet =
        devnet("--validators=3", "--group-size=3", "--paras=1", "--block-time=1s", "--blocks=12")) {
      JsonObject first = devnet.event(0, "candidate", START, any -> true);
      kill(validator(devnet, "bob"));
      kill(validator(devnet, "charlie"));
      assertThat(devnet.exit(WORK)).isEqualTo(1);

      List<JsonObject> events = devnet.events();
      assertThat(first.getLong("para")).isEqualTo(2000);
      assertThat(events)
          .anySatisfy(
              event ->
                  assertThat(event.getString("message", ""))
                      .matches(
                          "para 2000 stalled: included in \\d of 12 blocks, last in block \\d+"));
      assertThat(events.getLast().getString("event")).isEqualTo("summary");
      // What killed validators had started ends with them, but who ends it is the kernel.
      await().atMost(ENDING).until(() -> devnet.session().isEmpty());
      assertThat(Distribution.contents(temporary)).isEmpty();
    }
  }

  @Test
  void validatorsDoNotOutliveTheirLauncher() throws IOException, InterruptedException {
    try (Running devnet = devnet("--validators=2", "--group-size=2", "--paras=1")) {
      devnet.event(0, "progress", START, p -> p.getString("message").startsWith("ready after"));
      assertThat(devnet.find("dev.vouch.pvf.worker.Main")).isPresent();
      Signals.send("KILL", devnet.pid());
      await().atMost(Duration.ofSeconds(10)).until(() -> devnet.session().isEmpty());
    }
  }
}
