package dev.vouch.core.overseer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Metric;
import dev.vouch.core.testing.CoreHarness;
import dev.vouch.core.testing.Reply;
import dev.vouch.messages.Failure;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rows O and OX of the catalogue that concern the leaves (backing spec 7.4). */
class OverseerCoreTest {
  private final List<OverseerSignal> signals = new ArrayList<>();
  private final CoreHarness overseer = new CoreHarness(new OverseerCore(signals::add));

  private static Hash block(int id) {
    return Hash.of(ByteBuffer.allocate(Hash.LENGTH).putInt(0, id).array());
  }

  private void imported(int id, int parent, long number) {
    overseer.send(new OverseerMessage.BlockImported(block(id), block(parent), number, true));
  }

  private void finalized(int id, long number) {
    overseer.send(new OverseerMessage.BlockFinality(block(id), number));
  }

  private static OverseerSignal activated(int id, long number, int... deactivated) {
    return new OverseerSignal.ActiveLeaves(
        Optional.of(new OverseerSignal.ActivatedLeaf(block(id), number, true)),
        blocks(deactivated));
  }

  private static OverseerSignal deactivated(int... ids) {
    return new OverseerSignal.ActiveLeaves(Optional.empty(), blocks(ids));
  }

  private static List<Hash> blocks(int... ids) {
    return Arrays.stream(ids).mapToObj(OverseerCoreTest::block).toList();
  }

  private Reply<OverseerMessage.Activated> waitFor(int id) {
    return overseer.ask(new OverseerMessage.WaitForActivation(block(id)));
  }

  @Test
  void aChildActivatesItselfAndDeactivatesItsParent() {
    imported(1, 0, 1);
    imported(2, 1, 2);
    assertThat(signals).containsExactly(activated(1, 1), activated(2, 2, 1));
    assertThat(overseer.count(Metric.HEADS_ACTIVATED)).isEqualTo(2);
    assertThat(overseer.count(Metric.HEADS_DEACTIVATED)).isEqualTo(1);
  }

  @Test
  void theSameBlockAgainIsNothing() {
    imported(1, 0, 1);
    imported(1, 0, 1);
    assertThat(signals).hasSize(1);
  }

  @Test
  void forksStayActiveUntilFinalityPrunesThemAndFinalityIsToldFirst() {
    imported(1, 0, 1);
    imported(2, 9, 2);
    finalized(3, 3);
    assertThat(signals)
        .containsExactly(
            activated(1, 1),
            activated(2, 2),
            new OverseerSignal.BlockFinalized(block(3), 3),
            deactivated(1, 2));
  }

  @Test
  void aFinalizedLeafStaysActive() {
    imported(1, 0, 1);
    finalized(1, 1);
    assertThat(signals)
        .containsExactly(activated(1, 1), new OverseerSignal.BlockFinalized(block(1), 1));
    assertThat(waitFor(1).isPending()).isFalse();
  }

  @Test
  void finalityOfAnUnrelatedBlockGivesNoEmptyUpdate() {
    finalized(7, 1);
    imported(1, 0, 1);
    assertThat(signals)
        .containsExactly(new OverseerSignal.BlockFinalized(block(7), 1), activated(1, 1));
  }

  @Test
  void aReorganisationOfDepthTwoLeavesBothTipsUntilFinality() {
    imported(1, 0, 1);
    imported(2, 1, 2);
    imported(12, 1, 2);
    imported(13, 12, 3);
    imported(14, 13, 4);
    finalized(12, 2);
    assertThat(signals)
        .endsWith(
            activated(12, 2),
            activated(13, 3, 12),
            activated(14, 4, 13),
            new OverseerSignal.BlockFinalized(block(12), 2),
            deactivated(2));
  }

  @Test
  void aHeadWithoutParachainsIsNotAnnouncedButDeactivatedByItsChild() {
    overseer.send(new OverseerMessage.BlockImported(block(1), block(0), 1, false));
    assertThat(signals).isEmpty();
    assertThat(waitFor(1).isPending()).isFalse();
    imported(2, 1, 2);
    assertThat(signals).containsExactly(activated(2, 2, 1));
  }

  @Test
  void aLeafThatComesBackIsStale() {
    imported(1, 0, 1);
    imported(2, 1, 2);
    imported(1, 0, 1);
    assertThat(signals.getLast())
        .isEqualTo(
            new OverseerSignal.ActiveLeaves(
                Optional.of(new OverseerSignal.ActivatedLeaf(block(1), 1, false)), List.of()));
  }

  @Test
  void freshnessIsForgottenAfterTwoDaysOfBlocks() {
    KnownLeaves known = new KnownLeaves();
    assertThat(known.isFresh(block(0))).isTrue();
    for (int i = 1; i < KnownLeaves.CAPACITY; i++) {
      known.isFresh(block(i));
    }
    assertThat(known.isFresh(block(0))).isFalse();
    known.isFresh(block(-1));
    assertThat(known.isFresh(block(1))).isTrue();
    assertThat(known.isFresh(block(0))).isFalse();
  }

  @Test
  void whoWaitsForALeafIsAnsweredAtOnceOrWhenItComes() {
    Reply<OverseerMessage.Activated> early = waitFor(1);
    assertThat(early.isPending()).isTrue();
    imported(1, 0, 1);
    assertThat(early.answer().hash()).isEqualTo(block(1));
    assertThat(waitFor(1).answer().hash()).isEqualTo(block(1));
  }

  @Test
  void whoWaitsWhenTheOverseerStopsIsTold() {
    Reply<OverseerMessage.Activated> wait = waitFor(1);
    overseer.send(new OverseerMessage.Stop());
    assertThat(wait.failure().kind()).isEqualTo(Failure.Kind.CANCELLED);
    assertThat(signals).containsExactly(new OverseerSignal.Conclude());
    imported(1, 0, 1);
    overseer.send(new OverseerMessage.Stop());
    assertThat(signals).hasSize(1);
    assertThat(waitFor(1).failure().kind()).isEqualTo(Failure.Kind.CANCELLED);
  }

  @Test
  void waitsAreBounded() {
    for (int i = 0; i < ActivationWaits.MAX_WAITING; i++) {
      waitFor(i);
    }
    assertThat(waitFor(-1).failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
    imported(3, 0, 1);
    assertThat(waitFor(-1).isPending()).isTrue();
  }

  @Test
  void leavesAreBoundedAndTheLowestGoes() {
    for (int i = 1; i <= OverseerCore.MAX_ACTIVE_LEAVES; i++) {
      imported(i, 1_000_000 + i, 5_000 - i);
    }
    imported(9_999, 2_000_000, 6_000);
    assertThat(signals.getLast())
        .isEqualTo(activated(9_999, 6_000, OverseerCore.MAX_ACTIVE_LEAVES));
  }
}
