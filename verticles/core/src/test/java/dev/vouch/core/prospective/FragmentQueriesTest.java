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
import static dev.vouch.core.prospective.ChainFixture.scope;
import static dev.vouch.core.prospective.ChainFixture.seconded;
import static dev.vouch.core.prospective.Fragments.assertChain;
import static dev.vouch.core.prospective.Fragments.assertUnconnected;
import static dev.vouch.core.prospective.Fragments.empty;
import static dev.vouch.core.prospective.Fragments.hashes;
import static dev.vouch.core.prospective.Fragments.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.testing.TestHashes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows PP49 to PP51 of neighbours spec 1.16, and some of our own: questions and bounds. */
final class FragmentQueriesTest {
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

  private static Scope rowScope(int length) {
    return scope(SchedulingScope.of(X.hash(), 0, List.of()), base(0, List.of(0L), "ff"), length);
  }
}
