package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ProspectiveFixture.ONE;
import static dev.vouch.core.prospective.ProspectiveFixture.TWO;
import static dev.vouch.core.prospective.ProspectiveFixture.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.GetProspectiveValidationData;
import dev.vouch.messages.ProspectiveParachainsMessage.Membership;
import dev.vouch.messages.ProspectiveParachainsMessage.ParentHead;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows PP33 to PP48, PP55 and the own rows of neighbours spec 1.16. */
final class ProspectiveParachainsTest {
  private static final Hash LEAF = block(100);
  private static final Hash NEXT = block(101);

  private final ProspectiveFixture f = new ProspectiveFixture();

  private static HeadData head(String hex) {
    return ChainFixture.head(hex);
  }

  private static List<CandidateHash> hashes(List<TestCandidate> candidates) {
    return candidates.stream().map(TestCandidate::hash).toList();
  }

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
  void eachLeafAndParaHasItsOwnChain() {
    f.activate(LEAF);
    TestCandidate one = f.candidate(LEAF, ONE, head("010203"), head("aa"));
    TestCandidate two = f.candidate(LEAF, TWO, head("020304"), head("bb"));
    f.activate(NEXT);
    TestCandidate later = f.candidate(NEXT, ONE, head("010203"), head("cc"));
    assertThat(List.of(f.introduce(one), f.introduce(two))).containsExactly(true, true);
    List.of(one, two).forEach(f::back);
    assertThat(f.introduce(later)).isEqualTo(later.hash().compareTo(one.hash()) < 0);
    f.back(later);
    assertThat(f.backable(LEAF, ONE, 5)).containsExactly(one.hash());
    assertThat(f.backable(LEAF, TWO, 5)).containsExactly(two.hash());
    CandidateHash best = Collections.min(hashes(List.of(one, later)));
    assertThat(f.backable(NEXT, ONE, 5)).containsExactly(best);
    assertThat(f.backable(block(102), ONE, 5)).isEmpty();
    f.harness.deactivate(LEAF);
    assertThat(f.backable(LEAF, ONE, 5)).isEmpty();
    assertThat(f.backable(NEXT, ONE, 5)).containsExactly(best);
  }

  @Test
  void aHeadThatIsTooLargeIsNoMember() {
    f.claim(2, ONE);
    f.activate(LEAF);
    HeadData largest = head("00".repeat(20_480));
    TestCandidate a = f.candidate(LEAF, ONE, head("010203"), head("01"));
    TestCandidate b = f.candidate(LEAF, ONE, head("01"), largest);
    TestCandidate c = f.candidate(LEAF, ONE, largest, head("00".repeat(20_481)));
    assertThat(f.membership(a)).containsExactly(LEAF);
    assertThat(f.membership(b)).containsExactly(LEAF);
    assertThat(f.membership(c)).isEmpty();
    assertThat(List.of(f.introduce(a), f.introduce(b), f.introduce(c)))
        .containsExactly(true, true, false);
    List.of(a, b, c).forEach(f::back);
    assertThat(f.backable(LEAF, ONE, 5)).containsExactly(a.hash(), b.hash());
  }

  @Test
  void introducingAndBackingAgainChangesNothing() {
    f.activate(LEAF);
    TestCandidate a = f.row(LEAF, 1).getFirst();
    for (int i = 0; i < 5; i++) {
      assertThat(f.introduce(a)).isTrue();
      f.back(a);
    }
    assertThat(f.backable(LEAF, ONE, 5)).containsExactly(a.hash());
    assertThat(f.harness.logged(ChainApiMessage.GetBlockHeader.class))
        .as("the relay parent is asked for once")
        .hasSize(1);
  }

  @Test
  void aChainIsNoLongerThanTheParasDistinctCores() {
    f.claim(0, ONE, TWO, ONE);
    f.claim(1, TWO);
    f.claim(3, TWO, ONE);
    f.activate(LEAF);
    List<TestCandidate> row = f.row(LEAF, 3);
    f.introduceAndBack(row);
    assertThat(f.introduce(row.get(2))).isTrue();
    assertThat(f.backable(LEAF, ONE, 9)).isEqualTo(hashes(row).subList(0, 2));
  }

  @Test
  void theMissingLinkConnectsWhatWaited() {
    f.claim(2, ONE);
    f.claim(3, ONE);
    f.claim(4, ONE);
    f.activate(LEAF);
    List<TestCandidate> row = f.row(LEAF, 4);
    f.introduceAndBack(List.of(row.get(0), row.get(2), row.get(3)));
    assertThat(f.backable(LEAF, ONE, 5)).containsExactly(row.getFirst().hash());
    f.introduceAndBack(List.of(row.get(1)));
    assertThat(f.backable(LEAF, ONE, 5)).isEqualTo(hashes(row));
    assertThat(f.backable(LEAF, ONE, 1, row.get(0), row.get(1))).containsExactly(row.get(2).hash());
    assertThat(f.backable(LEAF, ONE, 1, row.get(1))).containsExactly(row.get(0).hash());
    assertThat(f.backable(LEAF, ONE, 0)).isEmpty();
    assertThat(f.backable(LEAF, ONE, -1)).as("u32 on the wire").hasSize(4);
  }

  @Test
  void aCandidateIsAMemberOfTheLeafAndOfItsChild() {
    f.activate(LEAF);
    f.activate(NEXT);
    List<TestCandidate> row = f.row(LEAF, 3);
    for (TestCandidate candidate : row) {
      assertThat(f.membership(candidate)).containsExactly(LEAF, NEXT);
    }
    f.introduceAndBack(row.subList(0, 1));
    for (TestCandidate candidate : row) {
      assertThat(f.membership(candidate)).containsExactly(LEAF, NEXT);
    }
    TestCandidate unknown = f.candidate(TestHashes.filled(0xd0), ONE, head("010203"), head("05"));
    assertThat(f.introduce(unknown)).isFalse();
    assertThat(f.membership(unknown)).isEmpty();
  }

  @Test
  void membershipUnderAnInactiveLeafIsAnEntryWithAnEmptyList() {
    f.activate(LEAF);
    TestCandidate a = f.row(LEAF, 1).getFirst();
    var complete = new HypotheticalCandidate.Complete(a.hash(), a.committed(), a.pvd());
    assertThat(f.membership(complete, Optional.of(NEXT))).isEmpty();
    assertThat(f.membership(complete, Optional.of(LEAF))).containsExactly(LEAF);
  }

  @Test
  void manyHypotheticalsAreAnsweredInTheOrderOfTheRequest() {
    f.activate(LEAF);
    List<HypotheticalCandidate> asked = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      asked.add(
          new HypotheticalCandidate.Incomplete(
              new CandidateHash(TestHashes.filled(i % 200)),
              ONE,
              head("010203").hash(),
              i % 3 == 0 ? TestHashes.filled(9) : LEAF));
    }
    TestCandidate a = f.row(LEAF, 1).getFirst();
    asked.addFirst(new HypotheticalCandidate.Complete(a.hash(), a.committed(), a.pvd()));
    List<Membership> answer =
        f.harness
            .ask(new GetHypotheticalMembership(asked, Optional.empty()))
            .answer()
            .memberships();
    assertThat(answer).extracting(Membership::candidate).isEqualTo(asked);
    assertThat(answer.get(0).leaves()).containsExactly(LEAF);
    assertThat(answer.get(1).leaves()).isEmpty();
    assertThat(answer.get(2).leaves()).containsExactly(LEAF);
  }

  @Test
  void aRelayParentThatDoesNotFitTheValidationDataIsRefused() {
    f.activate(LEAF);
    f.activate(NEXT);
    TestCandidate fine = f.row(LEAF, 1).getFirst();
    TestCandidate number =
        f.builder(LEAF, ONE, head("010203"), head("11")).relayParentNumber(99).v1().build();
    TestCandidate root =
        f.builder(LEAF, ONE, head("010203"), head("12"))
            .storageRoot(TestHashes.filled(3))
            .v1()
            .build();
    TestCandidate session = f.builder(LEAF, ONE, head("010203"), head("13")).session(2).build();
    assertThat(List.of(number, root, session)).noneMatch(f::introduce);
    assertThat(f.introduce(fine)).isTrue();
    assertThat(f.introduce(fine, number.pvd())).as("a foreign PVD").isFalse();
  }

  @Test
  void aRelayParentOnAForkCountsOnThatForkOnly() {
    Hash left = f.fork(0xa1, LEAF);
    Hash right = f.fork(0xb1, LEAF);
    Hash leftChild = f.fork(0xa2, left);
    Hash rightChild = f.fork(0xb2, right);
    f.activate(leftChild);
    f.activate(rightChild);
    TestCandidate candidate = f.builder(left, ONE, head("010203"), head("01")).v3(LEAF, 1).build();
    assertThat(f.membership(candidate)).containsExactly(leftChild);
  }

  @Test
  void pendingCandidatesComeFirstAndTheirChildrenFollow() {
    f.claim(2, ONE);
    f.claim(3, ONE);
    f.activate(LEAF);
    List<TestCandidate> row = f.row(LEAF, 3);
    f.introduceAndBack(row);
    f.pending.put(ONE, List.of(row.get(0).committed(), row.get(1).committed()));
    f.activate(NEXT);
    assertThat(f.backable(LEAF, ONE, 5)).isEqualTo(hashes(row));
    assertThat(f.backable(NEXT, ONE, 5)).isEmpty();
    assertThat(f.backable(NEXT, ONE, 5, row.get(0), row.get(1))).containsExactly(row.get(2).hash());
    TestCandidate fork = f.candidate(NEXT, ONE, head("010203"), head("77"));
    assertThat(f.membership(fork)).isEmpty();
    TestCandidate childFork = f.candidate(NEXT, ONE, head("02"), head("77"));
    assertThat(f.membership(childFork).contains(NEXT))
        .isEqualTo(childFork.hash().compareTo(row.get(2).hash()) < 0);
  }

  @Test
  void aPendingCandidateMayHaveARelayParentOutOfScope() {
    TestCandidate old = f.candidate(block(97), ONE, head("010203"), head("01"));
    f.pending.put(ONE, List.of(old.committed()));
    f.activate(LEAF);
    TestCandidate child = f.candidate(LEAF, ONE, head("01"), head("02"));
    f.introduceAndBack(List.of(child));
    assertThat(f.backable(LEAF, ONE, 1, old)).containsExactly(child.hash());
    TestCandidate early = f.candidate(block(98), ONE, head("01"), head("03"));
    assertThat(f.membership(early)).containsExactly(LEAF);
    TestCandidate tooEarly = f.builder(block(96), ONE, head("01"), head("03")).v3(LEAF, 1).build();
    assertThat(f.membership(tooEarly)).isEmpty();
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
  void validationDataIsFoundAsSoonAsTheHeadIsKnown() {
    f.activate(LEAF);
    TestCandidate a = f.row(LEAF, 1).getFirst();
    assertThat(validationData(LEAF, head("010203"))).contains(a.pvd());
    assertThat(validationData(LEAF, head("01"))).isEmpty();
    f.introduce(a);
    assertThat(validationData(LEAF, head("01")).orElseThrow().parentHead()).isEqualTo(head("01"));
    assertThat(validationData(block(98), head("01")).orElseThrow().relayParentNumber())
        .isEqualTo(98);
    assertThat(validationData(TestHashes.filled(0xdd), head("01"))).isEmpty();
  }

  @Test
  void aSuppliedHeadIsTakenAsItIs() {
    f.activate(LEAF);
    Optional<PersistedValidationData> data =
        f.harness
            .ask(
                new GetProspectiveValidationData(
                    ONE, LEAF, 1, new ParentHead(TestHashes.filled(0xcc), Optional.of(head("77")))))
            .answer()
            .data();
    assertThat(data.orElseThrow().parentHead()).isEqualTo(head("77"));
    assertThat(data.orElseThrow().maxPovSize()).isEqualTo(ProspectiveFixture.MAX_POV);
  }

  @Test
  void anOldRuntimeIsAskedForTheRelayParentsHeader() {
    f.harness
        .script()
        .outcome(
            RuntimeApiMessage.AncestorRelayParentInfo.class,
            call -> Outcome.failed(Failure.Kind.NOT_SUPPORTED, "too old"));
    f.activate(LEAF);
    assertThat(validationData(block(98), head("010203")).orElseThrow().relayParentNumber())
        .isEqualTo(98);
    assertThat(f.harness.logged(ChainApiMessage.GetBlockHeader.class)).hasSize(1);
  }

  private Optional<PersistedValidationData> validationData(Hash relayParent, HeadData parent) {
    return f.harness
        .ask(
            new GetProspectiveValidationData(
                ONE, relayParent, 1, new ParentHead(parent.hash(), Optional.empty())))
        .answer()
        .data();
  }

  @Test
  void aMessageForAnotherSubsystemIsRefused() {
    Message foreign = new OverseerMessage.Stop();
    f.harness.send(foreign).expectSilence();
    assertThat(f.harness.ask(new OverseerMessage.WaitForActivation(LEAF)).failure().kind())
        .isEqualTo(Failure.Kind.BAD_REQUEST);
  }
}
