package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.X;
import static dev.vouch.core.prospective.ChainFixture.Z;
import static dev.vouch.core.prospective.ChainFixture.candidate;
import static dev.vouch.core.prospective.ChainFixture.scope;
import static dev.vouch.core.prospective.ChainFixture.seconded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.CandidateHash;
import java.util.Arrays;
import java.util.Set;

/** Candidates of the reference's rows and shorthands on chains of them. */
final class Fragments {
  static final CandidateEntry D = candidate(Z, "0d", "0e", 2);

  static final CandidateEntry E = seconded(candidate(Z, "0e", "0f", 2));

  static final CandidateEntry F = seconded(candidate(Z, "0f", "f1", 1000));

  private Fragments() {}

  static void assertChain(FragmentChain chain, CandidateEntry... expected) {
    assertThat(chain.bestChain())
        .containsExactlyElementsOf(
            Arrays.stream(expected).map(CandidateEntry::candidateHash).toList());
  }

  static void assertUnconnected(FragmentChain chain, CandidateEntry... expected) {
    assertThat(chain.unconnectedCandidates())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected).map(CandidateEntry::candidateHash).toList());
  }

  static String refusal(FragmentChain chain, CandidateEntry candidate) {
    return chain.canAddAsPotential(candidate).map(ConstraintError::kind).orElse("none");
  }

  static FragmentChain empty(Scope scope) {
    return FragmentChain.init(scope, new CandidateStorage());
  }

  static CandidateEntry[] row() {
    CandidateEntry[] row = new CandidateEntry[6];
    row[0] = candidate(X, "ff", "00", 0);
    for (int i = 1; i < row.length; i++) {
      row[i] = candidate(X, "0" + (i - 1), "0" + i, 0);
    }
    return row;
  }

  static Set<CandidateHash> hashes(CandidateEntry... entries) {
    return Set.copyOf(Arrays.stream(entries).map(CandidateEntry::candidateHash).toList());
  }
}
