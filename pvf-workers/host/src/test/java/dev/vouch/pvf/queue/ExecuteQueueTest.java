package dev.vouch.pvf.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.queue.PvfEffect.NotRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which slot gets which job (validation PH-53). */
final class ExecuteQueueTest {
  private final Harness host = new Harness();

  private static PvfEffect assigned(String slot, long request, int artifact, long queued) {
    return new PvfEffect.Assign(slot, request, Harness.stored(artifact), queued);
  }

  @BeforeEach
  void threeArtifactsArePrepared() {
    for (int artifact = 1; artifact <= 3; artifact++) {
      host.headsUp(artifact);
      host.prepared(artifact);
    }
    host.effects.clear();
  }

  @Test
  void theSlotThatHoldsTheArtifactIsPreferred() {
    host.slotFree("other", 2);
    host.slotFree("empty");
    host.slotFree("own", 1);
    long request = host.execute(1);
    assertThat(host.assignments()).containsExactly(assigned("own", request, 1, 0));
  }

  @Test
  void aSlotThatHasRunTheArtifactIsPreferredToOneThatOnlyLoadedIt() {
    host.slotFree("ran", 1);
    host.jobEnded("ran", host.execute(1));
    host.slotFree("loaded", 1);
    host.slotFree("ran", 1);
    host.assignments();
    long request = host.execute(1);
    assertThat(host.assignments()).containsExactly(assigned("ran", request, 1, 0));
  }

  @Test
  void anEmptySlotIsPreferredToOneThatHoldsAnotherArtifact() {
    host.slotFree("other", 2);
    host.slotFree("empty");
    long request = host.execute(1);
    assertThat(host.assignments()).containsExactly(assigned("empty", request, 1, 0));
  }

  @Test
  void aSlotIsEmptiedForAnotherArtifactIfNoneIsFreeOtherwise() {
    host.slotFree("longest", 2);
    host.slotFree("latest", 3);
    long request = host.execute(1);
    assertThat(host.assignments()).containsExactly(assigned("longest", request, 1, 0));
  }

  @Test
  void aSlotTakesYoungerJobsOfItsArtifactForFourSecondsOnly() {
    host.slotFree("a", 1);
    long running = host.execute(1);
    long other = host.execute(2);
    long own = host.execute(1);
    long ownToo = host.execute(1);
    host.assignments();
    host.advance(3_999);
    host.jobEnded("a", running);
    host.slotFree("a", 1);
    assertThat(host.assignments()).containsExactly(assigned("a", own, 1, 3_999));
    host.advance(1);
    host.jobEnded("a", own);
    host.slotFree("a", 1);
    assertThat(host.assignments()).containsExactly(assigned("a", other, 2, 4_000));
    host.jobEnded("a", other);
    host.slotFree("a", 2);
    assertThat(host.assignments()).containsExactly(assigned("a", ownToo, 1, 4_000));
  }

  @Test
  void oneCreditIsOneJob() {
    host.slotFree("a");
    long first = host.execute(1);
    host.execute(1);
    assertThat(host.assignments()).containsExactly(assigned("a", first, 1, 0));
    host.jobEnded("a", first);
    assertThat(host.assignments()).isEmpty();
  }

  @Test
  void aCreditThatOvertakesTheEndOfTheJobIsNotLost() {
    host.slotFree("a");
    long first = host.execute(1);
    long second = host.execute(1);
    host.assignments();
    host.slotFree("a", 1);
    assertThat(host.assignments()).isEmpty();
    host.jobEnded("a", first);
    assertThat(host.assignments()).containsExactly(assigned("a", second, 1, 0));
    host.jobEnded("a", second);
    host.execute(1);
    assertThat(host.assignments()).isEmpty();
  }

  @Test
  void theJobOfALostSlotCouldNotBeDecided() {
    host.slotFree("a");
    long request = host.execute(1);
    host.feed(new PvfEvent.SlotLost("a"));
    List<PvfEffect> answers = host.take(PvfEffect.AnswerExecute.class);
    assertThat(answers)
        .singleElement()
        .isInstanceOfSatisfying(
            PvfEffect.AnswerExecute.class,
            answer -> {
              assertThat(answer.request()).isEqualTo(request);
              assertThat(answer.reason()).isInstanceOf(NotRun.Local.class);
            });
    host.jobEnded("a", request);
    assertThat(host.take(PvfEffect.AnswerExecute.class)).isEmpty();
  }

  @Test
  void anEmptySlotLoadsAheadOfNeedAndTakesNoJobMeanwhile() {
    host.slotFree("a");
    host.headsUp(1);
    assertThat(host.take(PvfEffect.Preload.class))
        .containsExactly(new PvfEffect.Preload("a", Harness.spec(1), Harness.stored(1)));
    long request = host.execute(1);
    assertThat(host.assignments()).isEmpty();
    host.slotFree("a", 1);
    assertThat(host.assignments()).containsExactly(assigned("a", request, 1, 0));
  }

  @Test
  void nothingIsLoadedTwiceAheadOfNeed() {
    host.slotFree("a", 1);
    host.slotFree("b");
    host.headsUp(1);
    assertThat(host.take(PvfEffect.Preload.class)).isEmpty();
  }

  @Test
  void aSlotThatLostItsProcessLoadsTheSameAgainIfNothingWaits() {
    host.slotFree("a", 1);
    long request = host.execute(1);
    host.jobEnded("a", request);
    host.slotFree("a");
    assertThat(host.take(PvfEffect.Preload.class))
        .containsExactly(new PvfEffect.Preload("a", Harness.spec(1), Harness.stored(1)));
  }

  @Test
  void aJobThatWaitsComesBeforeLoadingTheSameAgain() {
    host.slotFree("a", 1);
    long request = host.execute(1);
    long next = host.execute(2);
    host.assignments();
    host.jobEnded("a", request);
    host.slotFree("a");
    assertThat(host.take(PvfEffect.Preload.class)).isEmpty();
    assertThat(host.assignments()).containsExactly(assigned("a", next, 2, 0));
  }

  @Test
  void anArtifactThatWasBadIsNotLoadedAgain() {
    host.slotFree("a", 1);
    long request = host.execute(1);
    host.feed(new PvfEvent.JobEnded("a", request, Optional.of(Harness.stored(1))));
    host.slotFree("a");
    assertThat(host.take(PvfEffect.Preload.class)).isEmpty();
  }

  @Test
  void aSlotThatLoadsAheadIsHurriedOnceWhenAJobWaits() {
    host.slotFree("a");
    host.headsUp(1);
    host.execute(2);
    host.execute(2);
    assertThat(host.take(PvfEffect.Hurry.class)).containsExactly(new PvfEffect.Hurry("a"));
    host.slotFree("a", 1);
    assertThat(host.assignments()).hasSize(1);
  }
}
