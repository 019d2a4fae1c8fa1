package dev.vouch.pvf.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.PvfEffect.NotRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The host's table and what waits for it: rows P3 to P15 of the catalogue, and our mends. */
final class PvfMachineTest {
  private final Harness host = new Harness();

  private static PvfEffect answered(long request, PrepareResult result) {
    return new PvfEffect.AnswerPrecheck(request, result);
  }

  private static PvfEffect notPrepared(long request, PrepareErrorKind kind) {
    return new PvfEffect.AnswerExecute(
        request, new NotRun.PreparationFailed(new PrepareError(kind, "because")));
  }

  private static PvfEffect assigned(String slot, long request, int artifact) {
    return new PvfEffect.Assign(slot, request, Harness.stored(artifact), 0);
  }

  private static Harness withTwoOld(long staleMillis) {
    Harness host = new Harness(Harness.limits(1500, staleMillis, 1, 2));
    for (int artifact = 1; artifact <= 3; artifact++) {
      host.headsUp(artifact);
      host.prepared(artifact);
      host.advance(5_000);
    }
    return host;
  }

  private static List<PvfEffect> deleted(Harness host) {
    host.feed(new PvfEvent.Pulse());
    return host.take(PvfEffect.DeleteArtifact.class);
  }

  private static PvfEffect delete(int artifact) {
    return new PvfEffect.DeleteArtifact(
        Harness.spec(artifact).artifact(), Harness.stored(artifact));
  }

  @Test
  void p3TheLeastRecentlyNeededArtifactsArePrunedUntilTheCacheFits() {
    assertThat(deleted(withTwoOld(0))).containsExactly(delete(1), delete(2));
  }

  @Test
  void p4WhatWasNeededLatelyIsKeptWhateverItsSize() {
    assertThat(deleted(withTwoOld(12_000))).containsExactly(delete(1));
  }

  @Test
  void p7AHeadsUpKeepsAnArtifactFromBeingPruned() {
    host.headsUp(1);
    host.prepared(1);
    host.headsUp(2);
    host.prepared(2);
    host.advance(1_000);
    host.headsUp(1);
    assertThat(deleted(host)).containsExactly(delete(2));
    host.headsUp(1);
    assertThat(deleted(host)).isEmpty();
  }

  @Test
  void p8ExecutionsOfOneArtifactShareItsPreparationAndRunInOrder() {
    host.slotFree("a");
    host.slotFree("b");
    host.slotFree("c");
    long first = host.execute(1, PreparePriority.NORMAL, Harness.backing());
    long second = host.execute(1, PreparePriority.CRITICAL, Harness.backing());
    long third = host.execute(2, PreparePriority.NORMAL, Harness.backing());
    host.prepared(1);
    assertThat(host.assignments())
        .containsExactly(assigned("a", first, 1), assigned("b", second, 1));
    host.prepared(2);
    assertThat(host.assignments()).containsExactly(assigned("c", third, 2));
    assertThat(host.startedPreparations()).isEqualTo(2);
  }

  @Test
  void p9EveryPrecheckOfAnArtifactGetsTheOneResult() {
    long alone = host.precheck(1);
    host.prepared(1);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .containsExactly(answered(alone, new PrepareResult.Success(Harness.stored(1))));
    long first = host.precheck(2);
    long second = host.precheck(2);
    long third = host.precheck(2);
    host.prepareFails(2, PrepareErrorKind.TIMED_OUT);
    PrepareResult timedOut = Harness.failed(PrepareErrorKind.TIMED_OUT);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .containsExactly(
            answered(first, timedOut), answered(second, timedOut), answered(third, timedOut));
    assertThat(host.startedPreparations()).isEqualTo(2);
    assertThat(host.assignments()).isEmpty();
  }

  @Test
  void p11APrecheckNeverRetriesAFailure() {
    host.precheck(1);
    host.prepareFails(1, PrepareErrorKind.TIMED_OUT);
    assertThat(host.startedPreparations()).isEqualTo(1);
    host.take(PvfEffect.AnswerPrecheck.class);
    long atOnce = host.precheck(1);
    host.advance(Harness.COOLDOWN_MILLIS);
    long later = host.precheck(1);
    PrepareResult timedOut = Harness.failed(PrepareErrorKind.TIMED_OUT);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .containsExactly(answered(atOnce, timedOut), answered(later, timedOut));
    assertThat(host.startedPreparations()).isZero();
  }

  @Test
  void p12AnExecutionRetriesALocalFailureAfterTheCooldown() {
    host.slotFree("a");
    long first = host.execute(1);
    host.prepareFails(1, PrepareErrorKind.TIMED_OUT);
    long atOnce = host.execute(1);
    assertThat(host.take(PvfEffect.AnswerExecute.class))
        .containsExactly(
            notPrepared(first, PrepareErrorKind.TIMED_OUT),
            notPrepared(atOnce, PrepareErrorKind.TIMED_OUT));
    assertThat(host.startedPreparations()).isEqualTo(1);
    host.advance(Harness.COOLDOWN_MILLIS);
    long later = host.execute(1);
    host.prepared(1);
    assertThat(host.assignments()).containsExactly(assigned("a", later, 1));
  }

  @Test
  void p13AnExecutionNeverRetriesACodesOwnFault() {
    long first = host.execute(1);
    host.prepareFails(1, PrepareErrorKind.PREVALIDATION);
    host.advance(Harness.COOLDOWN_MILLIS);
    long later = host.execute(1);
    assertThat(host.take(PvfEffect.AnswerExecute.class))
        .containsExactly(
            notPrepared(first, PrepareErrorKind.PREVALIDATION),
            notPrepared(later, PrepareErrorKind.PREVALIDATION));
    host.spawnAll();
    assertThat(host.startedPreparations()).isEqualTo(1);
  }

  @Test
  void afterSixFailuresNothingIsRetriedAnyMore() {
    for (int i = 0; i < 6; i++) {
      host.execute(1);
      host.prepareFails(1, PrepareErrorKind.IO_ERR);
      host.advance(Harness.COOLDOWN_MILLIS);
    }
    assertThat(host.startedPreparations()).isEqualTo(6);
    host.execute(1);
    host.spawnAll();
    assertThat(host.startedPreparations()).isZero();
  }

  @Test
  void p15WhatNobodyWaitsForIsNotRun() {
    host.slotFree("a");
    long parked = host.execute(1);
    host.cancel(parked);
    host.prepared(1);
    assertThat(host.assignments()).isEmpty();
  }

  @Test
  void aQueuedJobWhoseRequesterHasGoneIsNotRun() {
    host.headsUp(1);
    host.prepared(1);
    long gone = host.execute(1);
    long stays = host.execute(1);
    host.cancel(gone);
    host.slotFree("a");
    assertThat(host.assignments()).containsExactly(assigned("a", stays, 1));
  }

  @Test
  void aMissingFileIsPreparedAgain() {
    host.headsUp(1);
    host.prepared(1);
    host.loseFile(1);
    host.slotFree("a");
    long request = host.execute(1);
    assertThat(host.assignments()).isEmpty();
    host.prepared(1);
    assertThat(host.assignments()).containsExactly(assigned("a", request, 1));
    assertThat(host.startedPreparations()).isEqualTo(2);
  }

  @Test
  void anArtifactOfAnEarlierRunNeedsNoPreparation() {
    host.feed(new PvfEvent.Restored(Harness.spec(1).artifact(), Harness.stored(1), 0));
    long request = host.precheck(1);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .containsExactly(answered(request, new PrepareResult.Success(Harness.stored(1))));
    host.spawnAll();
    assertThat(host.startedPreparations()).isZero();
  }

  @Test
  void aRemovalRequestTouchesOnlyThePreparedArtifactThatFailed() {
    host.slotFree("a");
    host.slotFree("b");
    long bad = host.execute(1);
    host.prepared(1);
    host.feed(new PvfEvent.JobEnded("a", bad, Optional.of(Harness.stored(2))));
    assertThat(host.take(PvfEffect.DeleteArtifact.class)).isEmpty();
    long again = host.execute(1);
    host.feed(new PvfEvent.JobEnded("b", again, Optional.of(Harness.stored(1))));
    assertThat(host.take(PvfEffect.DeleteArtifact.class)).containsExactly(delete(1));
  }

  @Test
  void aCriticalRequestRaisesAQueuedPreparation() {
    host.headsUp(1);
    host.headsUp(2);
    host.headsUp(3);
    host.spawnAll();
    host.execute(3, PreparePriority.CRITICAL, new PvfExecKind.Approval());
    host.spawnAll();
    assertThat(host.take(PvfEffect.StartPrepare.class))
        .extracting(effect -> ((PvfEffect.StartPrepare) effect).spec())
        .containsExactly(Harness.spec(1), Harness.spec(3));
  }

  @Test
  void aFullHostRefusesAndSaysSoWithoutBlamingAnybody() {
    for (int i = 0; i < 64; i++) {
      host.execute(1);
    }
    host.execute(1);
    assertThat(host.take(PvfEffect.AnswerExecute.class))
        .singleElement()
        .extracting(effect -> ((PvfEffect.AnswerExecute) effect).reason())
        .isInstanceOf(NotRun.Local.class);
  }

  @Test
  void aFullTableForgetsFailuresButNeverWhatIsInWork() {
    for (int i = 1; i <= 64; i++) {
      host.headsUp(i);
    }
    long refused = host.precheck(100);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .singleElement()
        .isInstanceOfSatisfying(
            PvfEffect.AnswerPrecheck.class,
            answer -> assertThat(answer.request()).isEqualTo(refused));
    host.prepareFails(1, PrepareErrorKind.PREPARATION);
    host.precheck(100);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class)).isEmpty();
  }

  @Test
  void aStaleBackingJobIsAnsweredWhileApprovalAndRunningJobsStay() {
    Hash leaf = Harness.hash(7);
    Hash parent = Harness.hash(8);
    host.headsUp(1);
    host.prepared(1);
    host.slotFree("a");
    long running = host.execute(1, PreparePriority.NORMAL, new PvfExecKind.Backing(parent));
    long onLeaf = host.execute(1, PreparePriority.NORMAL, new PvfExecKind.Backing(leaf));
    long onParent =
        host.execute(1, PreparePriority.NORMAL, new PvfExecKind.BackingSystemParas(parent));
    long approval = host.execute(1, PreparePriority.CRITICAL, new PvfExecKind.Approval());
    host.feed(
        new PvfEvent.LeavesChanged(
            Optional.of(new PvfEvent.Leaf(leaf, List.of(parent))), List.of()));
    assertThat(host.take(PvfEffect.AnswerExecute.class)).isEmpty();
    host.feed(
        new PvfEvent.LeavesChanged(
            Optional.of(new PvfEvent.Leaf(Harness.hash(9), List.of(leaf))), List.of(leaf)));
    assertThat(host.take(PvfEffect.AnswerExecute.class))
        .containsExactly(new PvfEffect.AnswerExecute(onParent, new NotRun.Stale()));
    host.jobEnded("a", running);
    host.slotFree("a", 1);
    host.slotFree("b");
    assertThat(host.assignments())
        .containsExactly(
            assigned("a", running, 1), assigned("a", approval, 1), assigned("b", onLeaf, 1));
  }

  @Test
  void theSameEventsGiveTheSameEffects() {
    Harness other = new Harness();
    for (Harness each : List.of(host, other)) {
      each.slotFree("a");
      each.execute(3);
      each.execute(1);
      each.headsUp(2);
      each.prepared(3);
      each.prepared(1);
      each.slotFree("b");
    }
    assertThat(host.effects).isEqualTo(other.effects).isNotEmpty();
  }
}
