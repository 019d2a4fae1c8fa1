package dev.vouch.pvf.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.pvf.queue.PvfEffect.NotRun;
import org.junit.jupiter.api.Test;

/** What this machine lacks is told to who waits, and is no property of the code. */
final class LocalCausesTest {
  private static final PrepareError NO_WORKER =
      new PrepareError(PrepareErrorKind.IO_ERR, "no process can be started");

  private final Harness host = new Harness();

  private void cannotBegin(long worker) {
    host.spawnAll();
    host.feed(new PvfEvent.PrepareNotBegun(worker, NO_WORKER));
  }

  @Test
  void whereNoWorkerStartsWhoWaitsIsToldAndTheNextTriesAtOnce() {
    long execution = host.execute(1);
    long precheck = host.precheck(1);
    cannotBegin(0);
    assertThat(host.take(PvfEffect.AnswerExecute.class))
        .containsExactly(
            new PvfEffect.AnswerExecute(execution, new NotRun.PreparationFailed(NO_WORKER)));
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .containsExactly(
            new PvfEffect.AnswerPrecheck(precheck, new PrepareResult.Failure(NO_WORKER)));
    host.take(PvfEffect.StartPrepare.class);

    host.precheck(1);
    host.spawnAll();
    assertThat(host.startedPreparations()).as("no cooldown, and no stored failure").isEqualTo(1);
  }

  @Test
  void earlierFailuresStillCount() {
    for (int failure = 0; failure < 6; failure++) {
      host.execute(1);
      host.prepareFails(1, PrepareErrorKind.TIMED_OUT);
      host.advance(Harness.COOLDOWN_MILLIS);
    }
    host.take(PvfEffect.StartPrepare.class);
    host.execute(1);
    host.spawnAll();
    assertThat(host.startedPreparations()).isZero();
  }

  @Test
  void aFailureBeforeTheBeginningNeitherCountsNorForgives() {
    host.execute(1);
    host.prepareFails(1, PrepareErrorKind.TIMED_OUT);
    host.advance(Harness.COOLDOWN_MILLIS);
    host.execute(1);
    cannotBegin(1);
    host.take(PvfEffect.StartPrepare.class);
    host.execute(1);
    host.spawnAll();
    assertThat(host.startedPreparations()).isEqualTo(1);
  }

  @Test
  void theNextInTheQueueIsNotHeldUp() {
    host.execute(1);
    host.execute(2);
    cannotBegin(0);
    host.take(PvfEffect.StartPrepare.class);
    host.spawnAll();
    assertThat(host.startedPreparations()).isEqualTo(1);
  }

  @Test
  void whatAJobWaitsForOrRunsWithIsNeverPruned() {
    host.execute(1, PreparePriority.NORMAL, new PvfExecKind.Approval());
    host.prepared(1);
    host.execute(2, PreparePriority.NORMAL, new PvfExecKind.Approval());
    host.prepared(2);
    host.slotFree("a");
    assertThat(host.assignments()).hasSize(1);
    host.advance(1_000_000);
    host.feed(new PvfEvent.Pulse());
    assertThat(host.take(PvfEffect.DeleteArtifact.class)).isEmpty();
    host.jobEnded("a", 0);
    host.feed(new PvfEvent.Pulse());
    assertThat(host.take(PvfEffect.DeleteArtifact.class)).hasSize(1);
  }

  @Test
  void whatWasNotNeededBeforeTheStartIsPrunedFirst() {
    Harness restarted = new Harness(Harness.limits(1024, 500, 1, 2));
    restarted.feed(new PvfEvent.Restored(Harness.spec(1).artifact(), Harness.stored(1), 900_000));
    restarted.feed(new PvfEvent.Restored(Harness.spec(2).artifact(), Harness.stored(2), 100_000));
    restarted.feed(new PvfEvent.Pulse());
    assertThat(restarted.take(PvfEffect.DeleteArtifact.class))
        .containsExactly(
            new PvfEffect.DeleteArtifact(Harness.spec(2).artifact(), Harness.stored(2)));
  }

  @Test
  void aClockThatWasSetBackMakesNothingEverlasting() {
    Harness restarted = new Harness(Harness.limits(100, 0, 1, 2));
    restarted.feed(
        new PvfEvent.Restored(Harness.spec(1).artifact(), Harness.stored(1), Long.MAX_VALUE));
    restarted.feed(new PvfEvent.Pulse());
    assertThat(restarted.take(PvfEffect.DeleteArtifact.class)).hasSize(1);
  }
}
