package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.head;
import static dev.vouch.core.prospective.ProspectiveFixture.LEAF;
import static dev.vouch.core.prospective.ProspectiveFixture.NEXT;
import static dev.vouch.core.prospective.ProspectiveFixture.ONE;
import static dev.vouch.core.prospective.ProspectiveFixture.TWO;
import static dev.vouch.core.prospective.ProspectiveFixture.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Chains of leaves and paras: what joins them, and what is pending (neighbours spec 1.16). */
final class ChainsUnderLeavesTest {
  private final ProspectiveFixture f = new ProspectiveFixture();

  private static List<CandidateHash> hashes(List<TestCandidate> candidates) {
    return candidates.stream().map(TestCandidate::hash).toList();
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
}
