package dev.vouch.core.backing;

import static dev.vouch.core.backing.BackingFixture.LEAF;
import static dev.vouch.core.backing.FakeChain.block;
import static dev.vouch.core.backing.FakeChain.indices;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.backing.BackingConfig.QuorumPolicy;
import dev.vouch.core.backing.BackingConfig.StaleLeaves;
import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.CandidateBackingMessage.GetBackedCandidates;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ScheduledCore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Quorum, seconding limit, stale leaves, old runtimes: the switches of backing spec 2.20 and 2.8.
 */
class BackingPoliciesTest {
  private static final Stored OK = new Stored(StoreOutcome.OK);

  private BackingFixture it = new BackingFixture();
  private final Candidates candidate = Candidates.of(1, LEAF, 0);
  private final Candidates other = Candidates.of(1, LEAF, 1);

  @Test
  void theMajorityPolicyAsksForMoreThanHalfOfTheGroup() {
    it =
        new BackingFixture(
            new BackingConfig(QuorumPolicy.MAJORITY, StaleLeaves.OBSERVE, false, 1, 30_000));
    it.start().secondedElsewhere(candidate, 2).validAndStored(candidate).share(candidate);
    it.silence().send(candidate.validBy(3)).backed(candidate).silence();
    it.send(candidate.validBy(5)).silence();
  }

  @Test
  void withoutAsynchronousBackingWeSecondOnce() {
    it.chain.lookahead = 1;
    it.chain.claims.put(new CoreIndex(0), List.of(new ParaId(1), new ParaId(1)));
    it.start().send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
    it.send(other.second()).silence();
  }

  @Test
  void theStrictPolicyLetsUsSecondOnce() {
    it =
        new BackingFixture(
            new BackingConfig(QuorumPolicy.RUNTIME, StaleLeaves.OBSERVE, true, 1, 30_000));
    it.chain.claims.put(new CoreIndex(0), List.of(new ParaId(1), new ParaId(1)));
    it.start().send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
    it.send(other.second()).silence();
  }

  @Test
  void staleLeavesMayBeLeftOutAltogether() {
    it =
        new BackingFixture(
            new BackingConfig(QuorumPolicy.RUNTIME, StaleLeaves.SKIP, false, 1, 30_000));
    it.chain.leaf(LEAF, 99);
    it.harness.signal(
        new OverseerSignal.ActiveLeaves(
            Optional.of(new OverseerSignal.ActivatedLeaf(LEAF, 99, false)), List.of()));
    it.send(candidate.secondedBy(2)).silence();
  }

  @Test
  void anOldRuntimeIsWorkedWithAsFarAsItGoes() {
    Outcome<RuntimeApiMessage.Claims> tooOld = Outcome.failed(Failure.Kind.NOT_SUPPORTED, "old");
    it.harness
        .script()
        .outcome(RuntimeApiMessage.GetClaimQueue.class, request -> tooOld)
        .outcome(
            RuntimeApiMessage.DisabledValidators.class,
            request -> Outcome.failed(Failure.Kind.NOT_SUPPORTED, "old"))
        .outcome(
            RuntimeApiMessage.GetNodeFeatures.class,
            request -> Outcome.failed(Failure.Kind.NOT_SUPPORTED, "old"))
        .outcome(
            RuntimeApiMessage.SchedulingLookahead.class,
            request -> Outcome.failed(Failure.Kind.NOT_SUPPORTED, "old"))
        .on(
            RuntimeApiMessage.AvailabilityCores.class,
            request ->
                new RuntimeApiMessage.Cores(
                    List.of(
                        new CoreState.Scheduled(new ScheduledCore(new ParaId(1), Optional.empty())),
                        new CoreState.Free())));
    it.start().send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
    it.send(Candidates.of(2, LEAF, 1).second()).silence();
  }

  @Test
  void withoutAMinimumFromTheRuntimeTheMajorityDecides() {
    it.chain.minimumVotes = 0;
    it.keysHeld.clear();
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true);
    it.send(candidate.validBy(3)).silence();
    it.send(candidate.validBy(5)).backed(candidate).silence();
  }

  @Test
  void weNeverSecondMoreUnderOneParentThanItsCoreHasClaims() {
    it.start().send(candidate.second()).send(other.second());
    it.code(candidate).code(other);
    it.validation(candidate).answer(candidate.valid());
    it.validation(other).answer(other.valid());
    it.store(candidate).answer(OK);
    it.store(other).answer(OK);
    it.secondedHere(candidate, LEAF);
    assertThat(it.harness.explanations(Step.REFUSED).getFirst().detail()).contains("limit");
    it.send(Candidates.of(1, LEAF, 2).second()).silence();
    assertThat(it.harness.count(Metric.SECONDINGS_REFUSED)).isEqualTo(2);
  }

  @Test
  void weSecondAsManyAsTheCoreHasClaims() {
    it.chain.claims.put(new CoreIndex(0), List.of(new ParaId(1), new ParaId(1)));
    it.start().send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
    it.send(other.second()).val(other).secondedHere(other, LEAF);
    it.send(Candidates.of(1, LEAF, 2).second()).silence();
  }

  @Test
  void backedCandidatesOfAParentAreServedInTheOldFormToo() {
    it.keysHeld.clear();
    it.chain.groups = List.of(indices(2), indices(1));
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true).backed(candidate);
    it.send(other.secondedBy(2)).introduced(other, true).backed(other);
    Candidates unknown = Candidates.of(1, LEAF, 9);
    assertThat(old(LEAF, other.hash(), unknown.hash(), candidate.hash()))
        .containsExactly(other.committed(), candidate.committed());
    assertThat(old(LEAF))
        .containsExactlyInAnyOrder(other.committed(), candidate.committed())
        .isSortedAccordingTo(Comparator.comparing(CommittedCandidateReceipt::hash));
    assertThat(old(block(88))).isEmpty();
  }

  private List<CommittedCandidateReceipt> old(Hash parent, CandidateHash... candidates) {
    return it
        .harness
        .ask(new GetBackedCandidates(parent, List.of(candidates)))
        .answer()
        .candidates()
        .stream()
        .map(BackedCandidate::candidate)
        .toList();
  }
}
