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
import static dev.vouch.core.prospective.Fragments.D;
import static dev.vouch.core.prospective.Fragments.E;
import static dev.vouch.core.prospective.Fragments.F;
import static dev.vouch.core.prospective.Fragments.assertChain;
import static dev.vouch.core.prospective.Fragments.assertUnconnected;
import static dev.vouch.core.prospective.Fragments.empty;
import static dev.vouch.core.prospective.Fragments.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.testing.TestHashes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows PP7 to PP32 of neighbours spec 1.16: what connects, what forks and what is refused. */
final class FragmentChainTest {
  private static final CandidateEntry A1 = candidate(X, "0a", "b1", 0);

  private static final CandidateEntry B1 = seconded(candidate(X, "b1", "c1", 0));

  private static final CandidateEntry C1 = candidate(X, "c1", "d1", 0);

  private static final CandidateEntry A2 = seconded(candidate(X, "0a", "b3", 0));

  private static final CandidateEntry B2 = candidate(Y, "b3", "b4", 1);

  private static final CandidateEntry C3 = seconded(candidate(Y, "b4", "c2", 1));

  private static final CandidateEntry C4 = seconded(candidate(Y, "b4", "c3", 1));

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
}
