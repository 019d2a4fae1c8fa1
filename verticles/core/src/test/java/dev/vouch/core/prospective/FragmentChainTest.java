package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.A;
import static dev.vouch.core.prospective.ChainFixture.B;
import static dev.vouch.core.prospective.ChainFixture.C;
import static dev.vouch.core.prospective.ChainFixture.X;
import static dev.vouch.core.prospective.ChainFixture.Y;
import static dev.vouch.core.prospective.ChainFixture.Z;
import static dev.vouch.core.prospective.ChainFixture.base;
import static dev.vouch.core.prospective.ChainFixture.candidate;
import static dev.vouch.core.prospective.ChainFixture.populate;
import static dev.vouch.core.prospective.ChainFixture.scheduling;
import static dev.vouch.core.prospective.ChainFixture.scope;
import static dev.vouch.core.prospective.ChainFixture.seconded;
import static dev.vouch.core.prospective.ChainFixture.storage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows PP7 to PP32 and PP49 to PP51 of neighbours spec 1.16, and some of our own. */
final class FragmentChainTest {
  private static final CandidateEntry D = candidate(Z, "0d", "0e", 2);
  private static final CandidateEntry E = seconded(candidate(Z, "0e", "0f", 2));
  private static final CandidateEntry F = seconded(candidate(Z, "0f", "f1", 1000));
  private static final CandidateEntry A1 = candidate(X, "0a", "b1", 0);
  private static final CandidateEntry B1 = seconded(candidate(X, "b1", "c1", 0));
  private static final CandidateEntry C1 = candidate(X, "c1", "d1", 0);
  private static final CandidateEntry A2 = seconded(candidate(X, "0a", "b3", 0));
  private static final CandidateEntry B2 = candidate(Y, "b3", "b4", 1);
  private static final CandidateEntry C3 = seconded(candidate(Y, "b4", "c2", 1));
  private static final CandidateEntry C4 = seconded(candidate(Y, "b4", "c3", 1));

  private static void assertChain(FragmentChain chain, CandidateEntry... expected) {
    assertThat(chain.bestChain())
        .containsExactlyElementsOf(
            Arrays.stream(expected).map(CandidateEntry::candidateHash).toList());
  }

  private static void assertUnconnected(FragmentChain chain, CandidateEntry... expected) {
    assertThat(chain.unconnectedCandidates())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected).map(CandidateEntry::candidateHash).toList());
  }

  private static String refusal(FragmentChain chain, CandidateEntry candidate) {
    return chain.canAddAsPotential(candidate).map(ConstraintError::kind).orElse("none");
  }

  private static FragmentChain empty(Scope scope) {
    return FragmentChain.init(scope, new CandidateStorage());
  }

  @Test
  void theFixturesHashesAreTheReferences() {
    assertThat(List.of(A, B, C, D, E, F, A1, B1, C1, C3, C4))
        .extracting(
            entry -> entry.candidateHash().value().toHex().replace("0x", "").substring(0, 8))
        .containsExactly(
            "779e4826",
            "e738108b",
            "8cdacecd",
            "21797ff8",
            "c39eec7a",
            "5a983c68",
            "c50160e2",
            "50e2b928",
            "47d2a72b",
            "6680a625",
            "3298263d");
  }

  @Test
  void aWrongBaseHeadConnectsNothing() {
    FragmentChain chain = populate(scope(scheduling(), base(0, List.of(0L), "0e"), 5), A, B, C);
    assertChain(chain);
    assertUnconnected(chain, A, B, C);
  }

  @Test
  void aSchedulingParentOutOfScopeIsRefusedAndItsDescendantsWait() {
    SchedulingScope narrow = SchedulingScope.of(Z.hash(), 2, List.of(Y.hash()));
    Scope scope = scope(narrow, base(1, List.of(0L), "0a"), 5);
    FragmentChain chain = populate(scope, A);
    assertChain(chain);
    assertUnconnected(chain);
    assertThat(refusal(chain, A)).isEqualTo("SchedulingParentNotInScope");
    assertThat(refusal(chain, B)).isEqualTo("none");
    assertThat(refusal(chain, C)).isEqualTo("none");
  }

  @Test
  void theChainIsAsLongAsTheParaHasCores() {
    CandidateEntry[] all = {A, B, C};
    for (int length = 0; length <= 5; length++) {
      FragmentChain fresh = empty(scope(length));
      for (CandidateEntry entry : all) {
        assertThat(refusal(fresh, entry)).isEqualTo("none");
      }
      FragmentChain chain = populate(scope(length), all);
      int connected = Math.min(length, 3);
      assertChain(chain, Arrays.copyOfRange(all, 0, connected));
      assertUnconnected(chain, Arrays.copyOfRange(all, connected, 3));
    }
  }

  @Test
  void aCycleIsRefusedOnceTheChainLeadsThere() {
    CandidateEntry back = candidate(Z, "0c", "0a", 2);
    FragmentChain chain = populate(scope(5), A, B, back);
    assertChain(chain, A, B);
    assertUnconnected(chain);
    assertThat(refusal(chain, back)).isEqualTo("Cycle");
    assertThat(refusal(empty(scope(5)), back)).isEqualTo("none");
  }

  @Test
  void twoWaysToOneHeadAndAWayBackAreRefused() {
    FragmentChain chain = populate(scope(5), A, B, C);
    assertThat(refusal(chain, candidate(Z, "0d", "0c", 2))).isEqualTo("Cycle");
    assertThat(refusal(chain, candidate(Z, "99", "0d", 2))).isEqualTo("MultiplePaths");
  }

  @Test
  void theRelayParentMayNotMoveBackwards() {
    CandidateEntry late = candidate(X, "0c", "0d", 0);
    FragmentChain chain = populate(scope(5), A, B, late);
    assertChain(chain, A, B);
    assertUnconnected(chain);
    assertThat(refusal(chain, late)).isEqualTo("RelayParentMovedBackwards");
  }

  @Test
  void theSchedulingParentMayMoveBackwards() {
    CandidateEntry first = candidate(X, Z.hash(), "0a", "0b", 0);
    CandidateEntry second = candidate(X, Y.hash(), "0b", "0c", 0);
    FragmentChain chain = populate(scope(5), first, second);
    assertChain(chain, first, second);
    CandidateEntry outside = candidate(X, TestHashes.filled(0x77), "0c", "0d", 0);
    assertThat(refusal(chain, outside)).isEqualTo("SchedulingParentNotInScope");
  }

  @Test
  void aRelayParentBelowTheMinimumIsNotInScope() {
    FragmentChain chain = empty(scope(scheduling(), base(2, List.of(0L), "0a"), 5));
    assertThat(refusal(chain, A)).isEqualTo("RelayParentNotInScope");
    assertThat(refusal(chain, B)).as("unconnected, too").isEqualTo("RelayParentNotInScope");
  }

  @Test
  void nothingForksFromAPendingCandidateOrPrecedesIt() {
    CandidateEntry pending = candidate(Y, "0a", "0b", 1);
    CandidateEntry fork = candidate(Y, "0a", "b2", 0);
    FragmentChain chain =
        populate(scope(scheduling(), base(0, List.of(0L), "0a"), 4, pending), pending, B, fork);
    assertChain(chain, pending, B);
    assertUnconnected(chain);
    assertThat(refusal(chain, fork)).isEqualTo("ForkWithCandidatePendingAvailability");
    assertThat(refusal(chain, candidate(X, "99", "98", 0)))
        .isEqualTo("RelayParentPrecedesCandidatePendingAvailability");
  }

  @Test
  void pendingCandidatesAreAPrefixHoweverMany() {
    for (CandidateEntry[] pending :
        List.of(
            new CandidateEntry[] {A},
            new CandidateEntry[] {A, B},
            new CandidateEntry[] {A, B, C})) {
      FragmentChain chain = populate(scope(3, pending), A, B, C);
      assertChain(chain, A, B, C);
      assertUnconnected(chain);
    }
  }

  @Test
  void aPendingRelayParentThatMovesBackwardsEndsTheChain() {
    CandidateEntry first = candidate(Y, "0a", "0b", 1);
    CandidateEntry second = candidate(X, "0b", "0c", 0);
    FragmentChain chain = FragmentChain.init(scope(4, first, second), storage(first, second));
    assertChain(chain, first);
  }

  @Test
  void forksAreKeptWhileTheyMayStillWin() {
    FragmentChain plain = populate(scope(3), A, B, C);
    for (CandidateEntry entry : List.of(D, F, B1, C1, A2, B2)) {
      assertThat(refusal(plain, entry)).isEqualTo("none");
    }
    assertThat(refusal(plain, A1)).isEqualTo("ForkChoiceRule");
    FragmentChain chain = populate(scope(3), A, B, C, D, F, A1, B1, C1, A2, B2);
    assertChain(chain, A, B, C);
    assertUnconnected(chain, D, F, A2, B2);
    assertThat(refusal(chain, A)).isEqualTo("CandidateAlreadyKnown");
    assertThat(refusal(chain, F)).isEqualTo("CandidateAlreadyKnown");
  }

  @Test
  void aBetterForkReplacesTheChainAndItsBackedDescendantsFollow() {
    FragmentChain chain = populate(scope(3), A, B, C, D, F, A1, B1, C1, A2, B2, C3, C4);
    chain.candidateBacked(A2.candidateHash());
    assertChain(chain, A2, B2);
    chain.candidateBacked(C3.candidateHash());
    assertChain(chain, A2, B2, C3);
    assertUnconnected(chain, F, C4);
    chain.candidateBacked(C4.candidateHash());
    assertChain(chain, A2, B2, C4);
    assertUnconnected(chain, F);
  }

  @Test
  void onlyPendingCandidatesFitWhereThereIsNoCore() {
    FragmentChain chain =
        populate(scope(scheduling(), base(0, List.of(0L), "0a"), 3, A, B, C), A, B, C, D, E, F);
    assertChain(chain, A, B, C);
    assertUnconnected(chain, D, E, F);
    assertThat(refusal(chain, A)).isEqualTo("CandidateAlreadyKnown");
  }

  @Test
  void theSecondedChildOfACandidateThatBecomesPendingIsKept() {
    FragmentChain before = populate(scope(1), A, seconded(B));
    assertChain(before, A);
    FragmentChain after = FragmentChain.init(scope(2, A), storage(A));
    after.populateFromPrevious(before);
    assertChain(after, A);
    assertUnconnected(after, B);
    after.candidateBacked(B.candidateHash());
    assertChain(after, A, B);
  }

  @Test
  void theLimitsOfADescendantAreSeenOnceItsParentIsConnected() {
    FragmentChain chain = populate(scope(scheduling(), base(0, List.of(0L), "0d"), 2), D, E, F);
    assertChain(chain, D);
    assertUnconnected(chain, E, F);
    chain.candidateBacked(E.candidateHash());
    assertChain(chain, D, E);
    assertUnconnected(chain);
    assertThat(chain.canAddAsPotential(F).orElseThrow().toString())
        .contains("DisallowedHrmpWatermark")
        .contains("1000");
  }

  @Test
  void queriesWalkAlongTheAncestorsAndStopAtAHole() {
    CandidateEntry[] k = row();
    CandidateHash unknown = new CandidateHash(TestHashes.filled(0xee));
    FragmentChain chain = populate(rowScope(6), k);
    assertChain(chain, k);
    assertThat(chain.findBackableChain(Set.of(), 0)).isEmpty();
    assertThat(chain.findBackableChain(Set.of(), 3)).containsExactly(k[0], k[1], k[2]);
    assertThat(chain.findBackableChain(Set.of(), 0xffff_ffffL)).containsExactly(k);
    assertThat(chain.findBackableChain(Set.of(unknown), 1)).containsExactly(k[0]);
    assertThat(chain.findBackableChain(hashes(k[1], k[2]), 1)).containsExactly(k[0]);
    assertThat(chain.findBackableChain(hashes(k[0], k[1], k[2]), 1)).containsExactly(k[3]);
    assertThat(chain.findBackableChain(hashes(k[0], k[2]), 1)).containsExactly(k[1]);
    assertThat(chain.findBackableChain(hashes(k), 9)).isEmpty();
  }

  @Test
  void aPendingCandidateStopsTheAnswer() {
    CandidateEntry[] k = row();
    Scope scope =
        scope(SchedulingScope.of(X.hash(), 0, List.of()), base(0, List.of(0L), "ff"), 5, k[3]);
    FragmentChain chain = populate(scope, k[0], k[1], k[2], k[4], k[5]);
    // k3 is pending though its parents are not: it is added as the storage of the scope has it.
    FragmentChain withPending = FragmentChain.init(scope, storage(k[3]));
    withPending.populateFromPrevious(FragmentChain.ofUnconnected(scope, storage(k)));
    assertThat(chain.length()).isEqualTo(3);
    assertThat(withPending.findBackableChain(hashes(k[0], k[1]), 3)).containsExactly(k[2]);
  }

  @Test
  void anIncompleteCandidateIsJudgedByWhatIsKnownOfIt() {
    FragmentChain chain = populate(scope(3), A, B, C);
    CandidateHash high = new CandidateHash(TestHashes.filled(0xff));
    CandidateHash low = new CandidateHash(Hash.ZERO);
    assertThat(incomplete(chain, high, TestHashes.filled(9), "0a"))
        .isEqualTo("SchedulingParentNotInScope");
    assertThat(incomplete(chain, high, Z.hash(), "99")).isEqualTo("none");
    assertThat(incomplete(chain, high, Z.hash(), "0a")).isEqualTo("ForkChoiceRule");
    assertThat(incomplete(chain, low, Z.hash(), "0a")).isEqualTo("none");
    assertThat(incomplete(chain, high, Z.hash(), "0b")).isEqualTo("ForkChoiceRule");
    assertThat(incomplete(chain, high, Z.hash(), "0d")).isEqualTo("none");
    assertThat(incomplete(chain, high, X.hash(), "0d")).isEqualTo("none");
    assertThat(incomplete(chain, A.candidateHash(), X.hash(), "0a"))
        .isEqualTo("CandidateAlreadyKnown");
  }

  @Test
  void hashesAreComparedAsUnsignedBytes() {
    FragmentChain chain = populate(scope(3), A);
    CandidateHash negative = new CandidateHash(TestHashes.filled(0x80));
    assertThat(A.candidateHash().value().toHex()).contains("779e");
    assertThat(incomplete(chain, negative, Z.hash(), "0a")).isEqualTo("ForkChoiceRule");
  }

  @Test
  void headsAreFoundInTheBaseTheChainAndTheRest() {
    FragmentChain chain = populate(scope(1), A, B);
    assertUnconnected(chain, B);
    for (String known : List.of("0a", "0b", "0c")) {
      assertThat(chain.headDataByHash(ChainFixture.head(known).hash()))
          .contains(ChainFixture.head(known));
    }
    assertThat(chain.headDataByHash(ChainFixture.head("0d").hash())).isEmpty();
  }

  @Test
  void aCandidateThatIsSecondedWaitsUntilItIsBacked() {
    FragmentChain chain = empty(scope(3));
    assertThat(chain.tryAddingSeconded(seconded(A))).isEmpty();
    assertThat(chain.tryAddingSeconded(seconded(A)).orElseThrow().kind())
        .isEqualTo("CandidateAlreadyKnown");
    assertThat(chain.tryAddingSeconded(B).orElseThrow().kind())
        .isEqualTo("IntroduceBackedCandidate");
    assertChain(chain);
    chain.candidateBacked(B.candidateHash());
    chain.candidateBacked(A.candidateHash());
    assertChain(chain, A);
    assertThat(chain.isBacked(A.candidateHash())).isTrue();
    assertThat(chain.isBacked(B.candidateHash())).isFalse();
  }

  @Test
  void aFullStorageRefusesNewcomersButLosesNoMemberOfTheChain() {
    FragmentChain chain = populate(scope(3), A, B);
    for (int i = 0; i < CandidateStorage.MAX_CANDIDATES; i++) {
      String head = String.format("%08x", i + 256);
      assertThat(chain.tryAddingSeconded(seconded(candidate(Z, "77", head, 2)))).isEmpty();
    }
    assertThat(chain.tryAddingSeconded(seconded(C)).orElseThrow().kind())
        .isEqualTo("TooManyCandidates");
    CandidateHash other = chain.unconnectedCandidates().getFirst();
    chain.candidateBacked(other);
    assertChain(chain, A, B);
  }

  @Test
  void manyWaysThroughTheSameHeadsAreWalkedOnce() {
    // Eight layers of thirty candidates between the same two heads: 30^8 ways through.
    FragmentChain chain = empty(scope(1));
    for (int layer = 0; layer < 8; layer++) {
      for (int way = 0; way < 30; way++) {
        RelayParentInfo relayParent = way % 2 == 0 ? Y : Z;
        CandidateEntry entry =
            candidate(
                relayParent,
                TestHashes.filled(1 + way % 3),
                "c" + layer,
                "c" + (layer + 1),
                relayParent.number());
        assertThat(chain.tryAddingSeconded(seconded(entry)).map(ConstraintError::kind).orElse(""))
            .isIn("", "CandidateAlreadyKnown");
      }
    }
    for (String head : List.of("b0", "b1", "b2", "b3", "b4", "b5", "b6")) {
      for (int way = 0; way < 6; way++) {
        String next = head.equals("b6") ? "bf" : "b" + (char) (head.charAt(1) + 1);
        chain.tryAddingSeconded(seconded(wayThrough(way, head, next)));
      }
    }
    CandidateEntry entrance = candidate(X, "0a", "b0", 0);
    chain.tryAddingSeconded(seconded(entrance));
    chain.candidateBacked(entrance.candidateHash());
    assertChain(chain, entrance);
  }

  private static CandidateEntry wayThrough(int way, String parent, String head) {
    RelayParentInfo relayParent = List.of(X, Y, Z).get(way % 3);
    return candidate(
        relayParent, TestHashes.filled(1 + way / 3), parent, head, relayParent.number());
  }

  private static String incomplete(
      FragmentChain chain, CandidateHash hash, Hash schedulingParent, String parentHead) {
    return chain
        .canAddIncomplete(hash, schedulingParent, ChainFixture.head(parentHead).hash())
        .map(ConstraintError::kind)
        .orElse("none");
  }

  private static CandidateEntry[] row() {
    CandidateEntry[] row = new CandidateEntry[6];
    row[0] = candidate(X, "ff", "00", 0);
    for (int i = 1; i < row.length; i++) {
      row[i] = candidate(X, "0" + (i - 1), "0" + i, 0);
    }
    return row;
  }

  private static Scope rowScope(int length) {
    return scope(SchedulingScope.of(X.hash(), 0, List.of()), base(0, List.of(0L), "ff"), length);
  }

  private static Set<CandidateHash> hashes(CandidateEntry... entries) {
    return Set.copyOf(Arrays.stream(entries).map(CandidateEntry::candidateHash).toList());
  }
}
