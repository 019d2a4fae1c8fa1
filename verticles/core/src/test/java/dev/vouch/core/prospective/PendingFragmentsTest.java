package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.A;
import static dev.vouch.core.prospective.ChainFixture.B;
import static dev.vouch.core.prospective.ChainFixture.C;
import static dev.vouch.core.prospective.ChainFixture.X;
import static dev.vouch.core.prospective.ChainFixture.Y;
import static dev.vouch.core.prospective.ChainFixture.base;
import static dev.vouch.core.prospective.ChainFixture.candidate;
import static dev.vouch.core.prospective.ChainFixture.populate;
import static dev.vouch.core.prospective.ChainFixture.scheduling;
import static dev.vouch.core.prospective.ChainFixture.scope;
import static dev.vouch.core.prospective.ChainFixture.seconded;
import static dev.vouch.core.prospective.ChainFixture.storage;
import static dev.vouch.core.prospective.Fragments.D;
import static dev.vouch.core.prospective.Fragments.E;
import static dev.vouch.core.prospective.Fragments.F;
import static dev.vouch.core.prospective.Fragments.assertChain;
import static dev.vouch.core.prospective.Fragments.assertUnconnected;
import static dev.vouch.core.prospective.Fragments.hashes;
import static dev.vouch.core.prospective.Fragments.refusal;
import static dev.vouch.core.prospective.Fragments.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows PP7 to PP32 of neighbours spec 1.16: candidates that are pending availability. */
final class PendingFragmentsTest {
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
}
