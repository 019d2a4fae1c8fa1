package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, hosts that start and end, and slots that are warm before they are needed. */
final class HostLifeTest extends LiveHost {
  @Test
  void aWorkerKilledFromOutsideCouldNotDecide() throws Exception {
    CompletableFuture<RunOutcome> running =
        host.execute(pvf.run(Fixtures.undying(), TestPvf.undyingForHours(), 60_000));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> killBusyWorker(Duration.ofMillis(1_500)));
    assertThat(await(running))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> {
              assertThat(f.kind()).as(f.reason()).isEqualTo(ExecuteErrorKind.INTERNAL);
              assertThat(f.reason()).contains("SIGKILL");
            });
    theAdderStillRuns();
  }

  @Test
  void workersThatAreKilledWhileIdleAreNotFeltByTheNextJob() throws Exception {
    for (int i = 0; i < 3; i++) {
      theAdderStillRuns();
      host.workerPids().stream()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
      theAdderStillRuns();
    }
  }

  /**
   * Kills every worker; true if one of them had used so much CPU time that it must be running the
   * guest.
   */
  private boolean killBusyWorker(Duration cpu) {
    List<ProcessHandle> workers =
        host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    boolean busy =
        workers.stream()
            .anyMatch(w -> w.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(cpu) > 0);
    if (busy) {
      workers.forEach(ProcessHandle::destroyForcibly);
    }
    return busy;
  }

  @Test
  void aHeadsUpLeavesASlotWithTheArtifactWarmOnceABlockIsKnown(@TempDir Path own) throws Exception {
    PvfHostConfig config = PvfHostConfig.defaults(own).withSlots(1).withSpares(0);
    PvfPrepData code = pvf.code(Fixtures.undying());
    try (PvfHost fresh = PvfHost.start(config, pvf, new PvfHostMeters(registry))) {
      fresh.headsUp(code);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(fresh.heldArtifacts()).hasSize(1));
      assertThat(fresh.warmArtifacts()).as("nothing has run that would warm it up").isEmpty();
      await(fresh.execute(pvf.run(Fixtures.undying(), undyingBlock(1_000))));
      assertThat(fresh.warmArtifacts())
          .extracting(ArtifactId::codeHash)
          .containsExactly(code.code().hash());
      // A process that is lost is replaced by one that has run the remembered block.
      await(fresh.execute(pvf.run(Fixtures.undying(), TestPvf.undyingForHours(), 50)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(fresh.warmArtifacts())
                      .extracting(ArtifactId::codeHash)
                      .containsExactly(code.code().hash()));
    }
  }

  @Test
  void closingAnswersWhatWaitsWithoutBlamingAnybody(@TempDir Path own) throws Exception {
    PvfHostConfig config = PvfHostConfig.defaults(own).withSlots(1).withSpares(0);
    PvfHost fresh = PvfHost.start(config, pvf, new PvfHostMeters(registry));
    CompletableFuture<RunOutcome> waiting =
        fresh.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams()));
    fresh.close();
    RunOutcome outcome = await(waiting);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.Internal.class);
    assertThat(fresh.workerPids()).isEmpty();
  }

  @Test
  void aSecondHostInTheDirectoryPreparesNothingAgain(@TempDir Path shared) throws Exception {
    PvfHostConfig config = PvfHostConfig.defaults(shared).withSlots(1).withSpares(0);
    PvfHostMeters meters = new PvfHostMeters(registry);
    try (PvfHost first = PvfHost.start(config, pvf, meters);
        PvfHost second = PvfHost.start(config, pvf, meters)) {
      CompletableFuture<PrepareOutcome> one = first.prepare(pvf.code(Fixtures.adder()));
      CompletableFuture<PrepareOutcome> two = second.prepare(pvf.code(Fixtures.adder()));
      assertThat(Stream.of(await(one), await(two)).filter(HostLifeTest::worked)).hasSize(1);
    }
    try (PvfHost later = PvfHost.start(config, pvf, meters)) {
      assertThat(worked(await(later.prepare(pvf.code(Fixtures.adder()))))).isFalse();
      assertThat(await(later.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams()))))
          .isInstanceOf(RunOutcome.Returned.class);
    }
  }

  private static boolean worked(PrepareOutcome outcome) {
    return outcome.result() instanceof PrepareResult.Success(var artifact, var stats)
        && stats.isPresent();
  }
}
