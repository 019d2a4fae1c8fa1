package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PrepareResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rows I: limits of time, and jobs after and beside each other. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class ExecutionRowsTest extends RowHost {
  @Test
  void i1APreparationEndsAtItsTimeLimit() throws Exception {
    long start = System.nanoTime();
    PvfPrepData code = code(variant(Fixtures.compilesForEver(), 1), PrepKind.PRECHECKING, 600);
    assertThat(prepareFails(code)).isEqualTo(PrepareErrorKind.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
  }

  /** Sibling of I1. */
  @Test
  void anExecutionEndsAtItsTimeLimit() throws Exception {
    long start = System.nanoTime();
    RunOutcome outcome = await(halt(300));
    timedOut(outcome);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    assertThat(failed(outcome).cpuNanos()).isGreaterThan(Duration.ofMillis(300).toNanos());
  }

  @Test
  void i3ExecutionsRunAtTheSameTime() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> one = halt(60_000);
    CompletableFuture<RunOutcome> two = halt(60_000);
    List<Long> both =
        Awaitility.await()
            .pollInterval(Duration.ofMillis(10))
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> busyWorkers(before, Duration.ofMillis(900)).toList(),
                busy -> busy.size() == 2);
    for (long pid : both) {
      signal("-KILL", pid);
    }
    failed(await(one));
    failed(await(two));
  }

  @Test
  void i4TheQueueGoesOnAfterWorkersHaveDied() throws Exception {
    prepares(code(Fixtures.halt()));
    List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      runs.add(halt(150));
    }
    for (CompletableFuture<RunOutcome> run : runs) {
      timedOut(await(run));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("three generations of workers")
        .isGreaterThan(Duration.ofMillis(450));
  }

  @Test
  void i5TheQueueGoesOnWithVaryingExecutorParameters() throws Exception {
    List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(i % 3 == 0 ? halt(150) : halt(150, new ExecutorParam.StackLogicalMax(1024)));
    }
    for (CompletableFuture<RunOutcome> run : runs) {
      timedOut(await(run));
    }
  }

  @Test
  void i11PreparationsRunOneAfterTheOther(@TempDir Path own) throws Exception {
    try (PvfHost one = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      CompletableFuture<PrepareOutcome> adder = one.prepare(code(Fixtures.adder()));
      CompletableFuture<PrepareOutcome> halt = one.prepare(code(Fixtures.halt()));
      assertThat(await(adder).result()).isInstanceOf(PrepareResult.Success.class);
      assertThat(await(halt).result()).isInstanceOf(PrepareResult.Success.class);
    }
  }

  /** Sibling of I32 and I35. */
  @Test
  void manyExecutionsAtOnceAreAllRight() throws Exception {
    List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] params =
          TestPvf.adderBlock(AdderState.genesisHead(), 0, i)
              .validationParams(AdderState.genesisHead(), 1, TestPvf.ROOT);
      runs.add(host.execute(pvf.run(Fixtures.adder(), params)));
    }
    for (int i = 0; i < 60; i++) {
      Bytes expected =
          Bytes.wrap(TestPvf.adderBlock(AdderState.genesisHead(), 0, i).validationResult(1));
      assertThat(await(runs.get(i)))
          .isInstanceOfSatisfying(
              RunOutcome.Returned.class, done -> assertThat(done.result()).isEqualTo(expected));
    }
  }

  @Test
  void i35ExecutionsRunOneAfterTheOther(@TempDir Path own) throws Exception {
    try (PvfHost one = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        runs.add(one.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams())));
      }
      for (CompletableFuture<RunOutcome> run : runs) {
        assertThat(await(run))
            .isInstanceOfSatisfying(
                RunOutcome.Returned.class,
                done -> assertThat(done.result()).isEqualTo(TestPvf.adderResult()));
      }
      assertThat(one.workerPids()).hasSize(1);
    }
  }
}
