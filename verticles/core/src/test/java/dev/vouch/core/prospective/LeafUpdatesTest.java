package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.head;
import static dev.vouch.core.prospective.ProspectiveFixture.LEAF;
import static dev.vouch.core.prospective.ProspectiveFixture.NEXT;
import static dev.vouch.core.prospective.ProspectiveFixture.ONE;
import static dev.vouch.core.prospective.ProspectiveFixture.TWO;
import static dev.vouch.core.prospective.ProspectiveFixture.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.testing.TestCandidate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How leaves come and go, and what a failed look-up costs (neighbours spec 1.16). */
final class LeafUpdatesTest {
  private final ProspectiveFixture f = new ProspectiveFixture();

  private List<String> requests() {
    return f.harness.log().stream().map(message -> message.getClass().getSimpleName()).toList();
  }

  @Test
  void aLeafIsReadInOrderOneRequestAtATime() {
    f.activate(LEAF);
    assertThat(requests())
        .containsExactly(
            "GetClaimQueue",
            "SessionIndexForChild",
            "SchedulingLookahead",
            "GetAncestors",
            "SessionIndexForChild",
            "SessionIndexForChild",
            "GetBackingConstraints",
            "CandidatesPendingAvailability",
            "GetBackingConstraints",
            "CandidatesPendingAvailability");
  }

  @Test
  void aBlockThatIsActivatedTwiceIsReadOnce() {
    f.activate(LEAF);
    int once = f.harness.log().size();
    f.activate(LEAF);
    assertThat(f.harness.log()).hasSize(once);
    f.activate(NEXT, NEXT);
    assertThat(f.harness.log()).hasSize(once);
  }

  @Test
  void aBlockThatBecomesALeafAgainKeepsWhatWasKnownUnderItAlone() {
    f.claim(2, ONE);
    Hash fork = f.fork(0xa1, LEAF);
    f.activate(LEAF);
    f.activate(fork);
    f.activate(NEXT);
    // Known under the fork alone: its relay parent is the fork's block.
    TestCandidate alone = f.candidate(fork, ONE, head("010203"), head("01"));
    TestCandidate waiting = f.candidate(fork, ONE, head("01"), head("02"));
    TestCandidate proposed = f.candidate(fork, ONE, head("02"), head("03"));
    f.introduceAndBack(List.of(alone, waiting));
    f.introduce(proposed);
    Hash child = f.fork(0xa2, fork);
    f.activate(child);
    f.harness.deactivate(fork);
    assertThat(f.backable(fork, ONE, 5)).isEmpty();
    f.activate(fork);
    assertThat(f.backable(fork, ONE, 5)).containsExactly(alone.hash(), waiting.hash());
    f.back(proposed);
    assertThat(f.backable(fork, ONE, 5))
        .as("two cores and no more")
        .containsExactly(alone.hash(), waiting.hash());
    assertThat(f.introduce(proposed)).isTrue();
  }

  @Test
  void aCandidateThatBecamePendingDoesNotComeBackFromTheOldChain() {
    Hash fork = f.fork(0xa1, LEAF);
    Hash child = f.fork(0xa2, fork);
    f.activate(fork);
    TestCandidate a = f.candidate(LEAF, ONE, head("010203"), head("01"));
    f.introduceAndBack(List.of(a));
    f.activate(child, fork);
    f.pending.put(ONE, List.of(a.committed()));
    f.activate(fork);
    assertThat(f.backable(fork, ONE, 5)).isEmpty();
    TestCandidate b = f.candidate(fork, ONE, head("01"), head("02"));
    f.introduceAndBack(List.of(b));
    assertThat(f.backable(fork, ONE, 5, a)).containsExactly(b.hash());
  }

  @Test
  void theScopeEndsAtTheSessionsFirstBlock() {
    f.sessions.put(LEAF, 2L);
    f.sessions.put(block(99), 2L);
    f.lookahead = 5;
    f.activate(LEAF);
    List<Hash> asked =
        f.harness.logged(RuntimeApiMessage.SessionIndexForChild.class).stream()
            .map(RuntimeApiMessage.SessionIndexForChild::at)
            .toList();
    assertThat(asked).containsExactly(LEAF, block(99), block(98));
    assertThat(f.introduce(f.row(block(99), 1).getFirst())).isTrue();
    assertThat(f.introduce(f.row(block(98), 1).getFirst())).isFalse();
  }

  @Test
  void aLookaheadOfOneAsksForNoAncestors() {
    f.lookahead = 1;
    f.activate(LEAF);
    assertThat(f.harness.logged(ChainApiMessage.GetAncestors.class)).isEmpty();
    assertThat(f.introduce(f.row(LEAF, 1).getFirst())).isTrue();
    assertThat(f.introduce(f.row(block(99), 1).getFirst())).isFalse();
  }

  @Test
  void aRuntimeThatDoesNotTellItsLookaheadHasThree() {
    f.harness
        .script()
        .outcome(
            RuntimeApiMessage.SchedulingLookahead.class,
            call -> Outcome.failed(Failure.Kind.NOT_SUPPORTED, "too old"));
    f.activate(LEAF);
    assertThat(f.harness.logged(ChainApiMessage.GetAncestors.class))
        .extracting(ChainApiMessage.GetAncestors::k)
        .containsExactly(2);
  }

  @Test
  void oneFailureOfAParaIsForgivenByASecondRequest() {
    f.failConstraints(ONE, 1);
    f.activate(LEAF);
    assertThat(f.introduce(f.row(LEAF, 1).getFirst())).isTrue();
  }

  @Test
  void aParaThatFailsTwiceIsLeftOutAndTheRestOfTheUpdateHappens() {
    f.activate(LEAF);
    f.failConstraints(ONE, 2);
    f.activate(NEXT, LEAF);
    assertThat(f.harness.logged(RuntimeApiMessage.GetBackingConstraints.class))
        .as("two for the first leaf; two and one for the second")
        .hasSize(5);
    assertThat(f.membership(f.row(NEXT, 1).getFirst())).isEmpty();
    TestCandidate two = f.candidate(NEXT, TWO, head("020304"), head("bb"));
    assertThat(f.membership(two)).containsExactly(NEXT);
    f.introduceAndBack(List.of(f.candidate(LEAF, TWO, head("020304"), head("bb"))));
    assertThat(f.backable(LEAF, TWO, 5)).as("the old leaf is gone").isEmpty();
    assertThat(f.backable(NEXT, TWO, 5)).hasSize(1);
  }

  @Test
  void anUnreadableRelayParentOfAPendingCandidateIsAFailureOfThePara() {
    TestCandidate old = f.candidate(block(98), ONE, head("010203"), head("01"));
    f.pending.put(ONE, List.of(old.committed()));
    f.harness
        .script()
        .outcome(
            RuntimeApiMessage.AncestorRelayParentInfo.class,
            call -> Outcome.failed(Failure.Kind.EXECUTION, "trapped"));
    f.activate(LEAF);
    TestCandidate fork = f.candidate(LEAF, ONE, head("010203"), head("02"));
    assertThat(f.membership(fork))
        .as("a chain without its pending candidates would offer what the runtime refuses")
        .isEmpty();
    assertThat(f.harness.logged(RuntimeApiMessage.AncestorRelayParentInfo.class)).hasSize(2);
  }

  @Test
  void aParaThatTheRuntimeDoesNotKnowIsSkipped() {
    f.heads.remove(ONE);
    f.activate(LEAF);
    assertThat(f.harness.logged(RuntimeApiMessage.CandidatesPendingAvailability.class))
        .extracting(RuntimeApiMessage.CandidatesPendingAvailability::para)
        .containsExactly(TWO);
  }

  @Test
  void aLeafThatCannotBeReadIsSkippedAndTheOldOneGoes() {
    f.activate(LEAF);
    f.harness
        .script()
        .outcome(
            RuntimeApiMessage.SessionIndexForChild.class,
            call -> Outcome.failed(Failure.Kind.UNAVAILABLE, "pruned"));
    f.activate(NEXT, LEAF);
    f.introduceAndBack(f.row(LEAF, 1));
    assertThat(f.backable(LEAF, ONE, 5)).isEmpty();
    assertThat(f.backable(NEXT, ONE, 5)).isEmpty();
  }

  @Test
  void nothingIsTrackedWithoutALeaf() {
    f.activate(LEAF);
    f.harness.deactivate(LEAF);
    TestCandidate a = f.row(LEAF, 1).getFirst();
    assertThat(f.introduce(a)).isFalse();
    assertThat(f.membership(a)).isEmpty();
  }

  @Test
  void aMessageForAnotherSubsystemIsRefused() {
    Message foreign = new OverseerMessage.Stop();
    f.harness.send(foreign).expectSilence();
    assertThat(f.harness.ask(new OverseerMessage.WaitForActivation(LEAF)).failure().kind())
        .isEqualTo(Failure.Kind.BAD_REQUEST);
  }
}
