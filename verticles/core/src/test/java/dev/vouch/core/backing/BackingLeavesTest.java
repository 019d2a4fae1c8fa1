package dev.vouch.core.backing;

import static dev.vouch.core.backing.BackingFixture.LEAF;
import static dev.vouch.core.backing.FakeChain.block;
import static dev.vouch.core.backing.FakeChain.parent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.HypotheticalMemberships;
import dev.vouch.messages.ProspectiveParachainsMessage.Membership;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Leaves, views and seconding under several of them: rows B13 to B23, BX1, BX7, BX9, BX28, BX29.
 */
class BackingLeavesTest {
  private final BackingFixture it = new BackingFixture();
  private final Candidates candidate = Candidates.of(1, LEAF, 0);

  @Test
  void aLeafIsTakenUpByTheseRequestsInThisOrder() {
    it.start();
    Hash[] blocks = {LEAF, parent(LEAF), parent(parent(LEAF))};
    assertThat(it.harness.log().subList(0, 8))
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(LEAF),
            new RuntimeApiMessage.SchedulingLookahead(LEAF, 1),
            new ChainApiMessage.GetAncestors(LEAF, 2),
            new RuntimeApiMessage.SessionIndexForChild(blocks[1]),
            new RuntimeApiMessage.SessionIndexForChild(blocks[2]),
            new ChainApiMessage.GetBlockHeader(LEAF),
            new ChainApiMessage.GetBlockHeader(blocks[1]),
            new ChainApiMessage.GetBlockHeader(blocks[2]));
    assertThat(it.harness.log().subList(8, 16))
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(LEAF),
            new RuntimeApiMessage.ValidatorGroups(LEAF),
            new RuntimeApiMessage.GetClaimQueue(LEAF),
            new RuntimeApiMessage.DisabledValidators(LEAF),
            new RuntimeApiMessage.Validators(LEAF),
            new RuntimeApiMessage.GetNodeFeatures(LEAF, 1),
            new RuntimeApiMessage.MinimumBackingVotes(LEAF, 1),
            new SignerMessage.GetValidatorKeys());
    assertThat(it.harness.logged(RuntimeApiMessage.ValidatorGroups.class))
        .extracting(RuntimeApiMessage.ValidatorGroups::at)
        .containsExactly(blocks);
    assertThat(it.harness.logged(RuntimeApiMessage.Validators.class)).hasSize(1);
  }

  @Test
  void aSeventhSessionMakesTheFirstBeAskedForAgain() {
    for (int session = 1; session <= 7; session++) {
      Hash leaf = block(100 * session);
      it.chain.sessions.put(leaf, (long) session);
      it.chain.lookahead = 1;
      it.activate(leaf, 1000 + session);
    }
    assertThat(it.harness.logged(RuntimeApiMessage.Validators.class)).hasSize(7);
    Hash inSecond = block(5000);
    it.chain.sessions.put(inSecond, 2L);
    it.activate(inSecond, 2000);
    assertThat(it.harness.logged(RuntimeApiMessage.Validators.class)).hasSize(7);
    it.activate(block(6000), 2001);
    assertThat(it.harness.logged(RuntimeApiMessage.Validators.class)).hasSize(8);
  }

  @Test
  void aNewLeafOfAnotherForkDoesNotEndTheOldOne() {
    it.start().activate(block(1000), 100);
    it.send(candidate.second()).code(candidate);
  }

  @Test
  void secondingNeedsAFutureUnderAnyLeafThatAllowsTheParent() {
    Hash a = block(130);
    Hash b = block(128);
    it.chain.lookahead = 4;
    it.chain.leaf(b, 102);
    it.activate(a, 100);
    it.chain.lookahead = 5;
    it.activate(b, 102);
    Candidates under = Candidates.of(1, parent(a), 0);
    it.send(under.second()).val(under).secondedHere(under, a, b);
    Candidates second = Candidates.of(1, parent(parent(a)), 1);
    it.send(second.second()).val(second).membership(second, a, a).membership(second, b);
    it.introduced(second, true).share(second);
    it.seconded(second).silence();
  }

  @Test
  void withoutAFutureUnderAnyLeafNothingIsSeconded() {
    it.start().send(candidate.second()).val(candidate).membership(candidate, LEAF).silence();
    it.send(candidate.second()).val(candidate);
    it.harness.asked(GetHypotheticalMembership.class).drop();
    it.silence();
    assertThat(it.harness.logged(SignerMessage.SignStatement.class)).isEmpty();
  }

  @Test
  void aCandidateThatProspectiveParachainsRefuseIsReportedAndMayComeAgain() {
    it.start().send(candidate.second()).val(candidate).membership(candidate, LEAF, LEAF);
    it.introduced(candidate, false).collationInvalid(candidate).silence();
    it.send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
  }

  @Test
  void candidatesOfSeveralParentsAreSecondedSideBySide() {
    it.start();
    Candidates first = Candidates.of(1, parent(LEAF), 0);
    Candidates second = Candidates.of(1, parent(parent(LEAF)), 1);
    it.send(first.second()).val(first).secondedHere(first, LEAF);
    it.send(second.second()).val(second).secondedHere(second, LEAF);
  }

  @Test
  void theCoreFollowsTheRotationAtTheSchedulingParent() {
    it.activate(LEAF, 100);
    Candidates before = Candidates.of(1, parent(LEAF), 0);
    Candidates after = Candidates.of(2, LEAF, 1);
    it.send(before.second()).val(before).secondedHere(before, LEAF);
    it.send(after.second()).val(after).secondedHere(after, LEAF);
    it.send(Candidates.of(1, LEAF, 2).second()).silence();
    it.send(Candidates.of(2, parent(LEAF), 3).second()).silence();
  }

  @Test
  void aResultForABlockThatLeftTheViewIsDiscarded() {
    it.start().send(candidate.second()).code(candidate);
    var validation = it.validation(candidate);
    it.harness.deactivate(LEAF);
    validation.answer(candidate.valid());
    it.silence();
    assertThat(it.harness.timers()).isZero();
    assertThat(it.backable(candidate)).isEmpty();
  }

  @Test
  void canSecondAsksProspectiveParachainsAboutWhatLittleIsKnown() {
    it.start();
    CanSecond request = new CanSecond(new ParaId(1), LEAF, candidate.hash(), block(9));
    var yes = it.harness.ask(request);
    var asked = it.harness.asked(GetHypotheticalMembership.class);
    HypotheticalCandidate incomplete =
        new HypotheticalCandidate.Incomplete(candidate.hash(), new ParaId(1), block(9), LEAF);
    assertThat(asked.request().candidates()).containsExactly(incomplete);
    asked.answer(new HypotheticalMemberships(List.of(new Membership(incomplete, List.of(LEAF)))));
    assertThat(yes.answer().yes()).isTrue();
    var no = it.harness.ask(request);
    it.harness
        .asked(GetHypotheticalMembership.class)
        .answer(new HypotheticalMemberships(List.of()));
    assertThat(no.answer().yes()).isFalse();
    var unknown =
        it.harness.ask(new CanSecond(new ParaId(1), block(77), candidate.hash(), block(9)));
    assertThat(unknown.answer().yes()).isFalse();
    it.silence();
  }

  @Test
  void aLeafThatWasAnAncestorBeforeIsAFullLeaf() {
    it.start().activate(parent(LEAF), 98);
    it.harness.deactivate(LEAF);
    Candidates under = Candidates.of(1, parent(LEAF), 0);
    it.send(under.second()).val(under).secondedHere(under, parent(LEAF));
  }

  @Test
  void aLeafWhoseStartFailsIsLeftOutAndOthersLive() {
    it.start();
    it.harness
        .script()
        .outcome(
            ChainApiMessage.GetAncestors.class,
            request -> Outcome.failed(Failure.Kind.TIMEOUT, "too slow"));
    it.activate(block(1000), 100);
    assertThat(it.harness.explanations(Step.ABSTAINED).getLast().detail()).contains("too slow");
    it.send(Candidates.of(1, block(1000), 1).second()).silence();
    it.send(candidate.second()).code(candidate);
  }

  @Test
  void aBlockWhoseStateCannotBeBuiltIsTriedAgainWithTheNextLeaf() {
    it.harness
        .script()
        .outcome(
            RuntimeApiMessage.GetClaimQueue.class,
            request -> Outcome.failed(Failure.Kind.EXECUTION, "broken"));
    it.start().send(candidate.second()).silence();
    it.chain.serve(it.harness);
    it.activate(block(4), 100);
    it.send(candidate.second()).code(candidate);
  }

  @Test
  void aStaleLeafIsObservedOnly() {
    it.chain.leaf(LEAF, 99);
    it.harness.signal(
        new OverseerSignal.ActiveLeaves(
            Optional.of(new OverseerSignal.ActivatedLeaf(LEAF, 99, false)), List.of()));
    it.send(candidate.second()).silence();
    it.send(candidate.secondedBy(2)).introduced(candidate, true).silence();
    it.send(candidate.validBy(3)).backed(candidate).silence();
  }

  @Test
  void afterConcludeNothingIsDoneAndNoTimerIsLeft() {
    it.start().send(candidate.second()).code(candidate);
    it.validation(candidate);
    it.harness.signal(new OverseerSignal.Conclude());
    it.send(candidate.secondedBy(2)).silence();
    assertThat(it.harness.timers()).isZero();
  }
}
