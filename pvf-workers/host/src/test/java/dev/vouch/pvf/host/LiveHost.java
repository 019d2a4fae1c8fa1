package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.UndyingState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host with real worker processes, one for all tests of a class, and what tests ask of it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveHost {
  final TestPvf pvf = new TestPvf();

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  Path directory;

  PvfHost host;

  @BeforeAll
  void start(@TempDir Path fresh) throws IOException {
    directory = fresh;
    host = PvfHost.start(PvfHostConfig.defaults(directory), pvf, new PvfHostMeters(registry));
  }

  @AfterAll
  void nothingIsLeftBehind() {
    List<ProcessHandle> workers =
        host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    assertThat(workers).isNotEmpty();
    host.close();
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
    assertThat(host.workerPids()).isEmpty();
  }

  RunOutcome run(byte[] wasm, byte[] params) throws Exception {
    return await(host.execute(pvf.run(wasm, params)));
  }

  RunOutcome.Failed failed(byte[] wasm) throws Exception {
    RunOutcome outcome = run(wasm, new byte[0]);
    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    return (RunOutcome.Failed) outcome;
  }

  void theAdderStillRuns() throws Exception {
    assertThat(run(Fixtures.adder(), TestPvf.adderParams()))
        .isInstanceOfSatisfying(
            RunOutcome.Returned.class,
            done -> assertThat(done.result()).isEqualTo(TestPvf.adderResult()));
  }

  static byte[] undyingBlock(long tombstones) {
    UndyingState genesis = UndyingState.genesis();
    return genesis
        .block(genesis.genesisHead(), tombstones, 1)
        .validationParams(genesis.genesisHead(), 1, TestPvf.ROOT);
  }

  Path artifactFile(byte[] wasm) throws IOException {
    String prefix = pvf.code(wasm).code().hash().toHex();
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }
}
