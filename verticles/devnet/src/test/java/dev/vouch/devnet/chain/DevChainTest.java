package dev.vouch.devnet.chain;

import static dev.vouch.devnet.chain.DevChainFixture.head;
import static dev.vouch.devnet.chain.DevChainFixture.para;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks, sessions, forks, fork choice and finality (neighbours spec 5.1 to 5.3, 5.10). */
final class DevChainTest {
  private final DevChainFixture f = DevChainFixture.ordinary();

  @Test
  void blocksAreLinkedAndHashedByTheirHeaders() {
    RelayBlock one = f.author();
    RelayBlock two = f.author();
    assertThat(one.parent()).isEqualTo(f.chain.genesis().hash());
    assertThat(two.parent()).isEqualTo(one.hash());
    assertThat(two.number()).isEqualTo(2);
    assertThat(two.hash()).isEqualTo(two.header().hash());
    assertThat(f.chain.block(one.hash())).contains(one);
    assertThat(f.chain.block(TestHashes.filled(1))).isEmpty();
    assertThatThrownBy(() -> f.chain.author(TestHashes.filled(1), 0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown parent");
  }

  @Test
  void theSameInherentsGiveTheSameHashes() {
    DevChainFixture other = DevChainFixture.ordinary();
    BackedCandidate candidate = f.backed(f.builder(0, f.chain.genesis(), "01").build());
    assertThat(f.author(candidate).hash()).isEqualTo(other.author(candidate).hash());
    assertThat(f.empty(12).hash()).isEqualTo(other.empty(12).hash());
  }

  @Test
  void slotAndAuthorMakeBlocksOnOneParentDistinct() {
    Hash genesis = f.chain.genesis().hash();
    Hash first = f.chain.author(genesis, 1, 0, List.of()).hash();
    assertThat(f.chain.author(genesis, 1, 1, List.of()).hash()).isNotEqualTo(first);
    assertThat(f.chain.author(genesis, 2, 0, List.of()).hash()).isNotEqualTo(first);
    assertThat(f.chain.author(genesis, 1, 0, List.of()).hash()).isEqualTo(first);
  }

  @Test
  void theStateRootTellsHeadsApart() {
    RelayBlock parent = f.chain.genesis();
    RelayBlock without = f.authorOn(parent);
    RelayBlock with = f.authorOn(parent, f.backed(f.builder(0, parent, "01").build()));
    assertThat(with.header().stateRoot()).isNotEqualTo(without.header().stateRoot());
    assertThat(with.header().extrinsicsRoot()).isNotEqualTo(without.header().extrinsicsRoot());
  }

  @Test
  void theBlockOfASessionChangeBacksNothingAndClosesTheScope() {
    RelayBlock last = f.empty(9);
    assertThat(last.sessionChanged()).isFalse();
    TestCandidate candidate = f.builder(0, last, "01").build();
    RelayBlock change = f.author(f.backed(candidate));
    assertThat(change.sessionChanged()).isTrue();
    assertThat(change.session()).isEqualTo(1);
    assertThat(change.inherent()).isEmpty();
    assertThat(change.dropped().getFirst().reason()).contains("session change");
    assertThat(f.author(f.backed(candidate)).dropped().getFirst().reason())
        .as("the old session's block schedules nothing any more")
        .isEqualTo("DisallowedSchedulingParent");
    TestCandidate fresh = f.builder(0, change, "01").build();
    assertThat(fresh.descriptor().sessionIndex()).hasValue(1);
    assertThat(f.author(f.backed(fresh)).inherent()).hasSize(1);
  }

  @Test
  void groupsRotateWithinASessionAndStartAnewInTheNext() {
    // Three groups on three cores, a rotation every block, sessions of seven blocks.
    DevChainFixture three =
        new DevChainFixture(DevChainFixture.spec(6, 2, 3, 7, 1, NodeFeatures.none()));
    for (int number = 0; number < 16; number++) {
      RelayBlock parent = three.chain.best();
      long start = parent.number() / 7 * 7 + 1;
      long rotations = parent.number() + 1 - start;
      for (int core = 0; core < 3; core++) {
        int group = (int) ((core + rotations) % 3);
        assertThat(three.group(core, parent))
            .as("core %d for children of block %d", core, parent.number())
            .isEqualTo(three.chain.scheduler().groups().get(group));
      }
      three.empty(1);
    }
  }

  @Test
  void aCandidateIsJudgedByTheGroupOfItsSchedulingParentNotOfTheBlock() {
    DevChainFixture quick =
        new DevChainFixture(DevChainFixture.spec(6, 3, 2, 20, 1, NodeFeatures.none()));
    RelayBlock scheduling = quick.empty(3);
    quick.empty(1);
    assertThat(quick.group(0, scheduling)).isNotEqualTo(quick.group(0, quick.chain.best()));
    assertThat(quick.refusal(quick.builder(0, scheduling, "01"))).isEqualTo("accepted");
  }

  @Test
  void groupsAreAsEvenAsPossibleAndTheLargerOnesComeFirst() {
    assertThat(sizes(7, 5)).containsExactly(2, 2, 1, 1, 1);
    assertThat(sizes(6, 3)).containsExactly(2, 2, 2);
    assertThat(sizes(4, 1)).containsExactly(4);
    assertThat(sizes(7, 7)).containsExactly(1, 1, 1, 1, 1, 1, 1);
    assertThat(Scheduler.split(5, 0)).isEmpty();
    assertThat(DevChainFixture.spec(7, 1, 2, 10, 1, NodeFeatures.none()).cores()).isEqualTo(7);
    assertThat(DevChainFixture.spec(7, 5, 5, 10, 1, NodeFeatures.none()).cores()).isEqualTo(5);
  }

  private static List<Integer> sizes(int validators, int cores) {
    return Scheduler.split(validators, cores).stream().map(List::size).toList();
  }

  @Test
  void moreParasThanValidatorsAreRefusedByNumber() {
    assertThatThrownBy(() -> DevChainFixture.spec(2, 1, 3, 10, 1, NodeFeatures.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 paras, 2 validators");
    assertThatThrownBy(() -> DevChainFixture.spec(2, 1, 1, 1, 1, NodeFeatures.none()))
        .hasMessageContaining("session");
    assertThatThrownBy(() -> DevChainFixture.spec(2, 0, 1, 10, 1, NodeFeatures.none()))
        .hasMessageContaining("group");
  }

  @Test
  void theLongestChainIsTheBestAndAmongEqualsTheLowestHash() {
    RelayBlock genesis = f.chain.genesis();
    RelayBlock a = f.authorOn(genesis);
    RelayBlock b = f.authorOn(genesis);
    RelayBlock lower = a.hash().compareTo(b.hash()) < 0 ? a : b;
    RelayBlock higher = lower.equals(a) ? b : a;
    assertThat(f.chain.best()).isEqualTo(lower);
    RelayBlock longer = f.authorOn(higher);
    assertThat(f.chain.best()).isEqualTo(longer);
  }

  @Test
  void forksHaveStatesOfTheirOwn() {
    RelayBlock genesis = f.chain.genesis();
    BackedCandidate candidate = f.backed(f.builder(0, genesis, "01").build());
    RelayBlock with = f.authorOn(genesis, candidate);
    RelayBlock without = f.authorOn(genesis);
    assertThat(f.chain.headOf(with.hash(), para(0))).contains(head("01"));
    assertThat(f.chain.headOf(without.hash(), para(0))).contains(head("00"));
    RelayBlock later = f.authorOn(without, candidate);
    assertThat(later.inherent()).as("backed on both forks").hasSize(1);
  }

  @Test
  void theFinalizedBlockTrailsTheBestAndNeverGoesBack() {
    assertThat(f.chain.finalized()).isEqualTo(f.chain.genesis());
    f.empty(2);
    assertThat(f.chain.finalized()).isEqualTo(f.chain.genesis());
    RelayBlock parent = f.chain.best();
    RelayBlock left = f.authorOn(parent);
    RelayBlock right = f.authorOn(parent);
    RelayBlock winner = f.chain.best();
    RelayBlock loser = winner.equals(left) ? right : left;
    assertThat(f.chain.finalized().number()).isEqualTo(1);
    f.authorOn(loser);
    assertThat(f.chain.best().parent()).as("a reorganization of one block").isEqualTo(loser.hash());
    assertThat(f.chain.finalized().number()).isEqualTo(2);
  }

  @Test
  void aChainBesideTheFinalizedBlockNeverBecomesTheBest() {
    RelayBlock old = f.empty(1);
    f.empty(4);
    RelayBlock best = f.chain.best();
    RelayBlock finalized = f.chain.finalized();
    assertThat(f.chain.isOnFinalized(best)).isTrue();
    assertThat(f.chain.isOnFinalized(finalized)).isTrue();
    assertThat(f.chain.isOnFinalized(old)).isFalse();
    RelayBlock beside = old;
    for (int i = 0; i < 9; i++) {
      beside = f.authorOn(beside);
      assertThat(f.chain.best()).isEqualTo(best);
      assertThat(f.chain.finalized()).isEqualTo(finalized);
    }
    assertThat(f.chain.isOnFinalized(beside)).isFalse();
  }

  @Test
  void oldBlocksAreForgotten() {
    RelayBlock genesis = f.chain.genesis();
    f.empty(DevChain.KEPT_BLOCKS);
    assertThat(f.chain.block(genesis.hash())).isPresent();
    f.empty(1);
    assertThat(f.chain.block(genesis.hash())).isEmpty();
    assertThat(f.chain.best().number()).isEqualTo(DevChain.KEPT_BLOCKS + 1);
  }
}
