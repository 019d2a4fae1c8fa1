package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.X;
import static dev.vouch.core.prospective.ChainFixture.Y;
import static dev.vouch.core.prospective.ChainFixture.Z;
import static dev.vouch.core.prospective.ChainFixture.base;
import static dev.vouch.core.prospective.ChainFixture.candidate;
import static dev.vouch.core.prospective.ChainFixture.populate;
import static dev.vouch.core.prospective.ChainFixture.scope;
import static dev.vouch.core.prospective.ChainFixture.seconded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the order of news, the same candidates give the same chain (PP30, PP31, PPX13). */
final class FragmentChainOrderTest {
  private static final int SEEDS = 300;

  private static void forEachSeed(Consumer<Random> check) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        check.accept(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void aRowThatIsBackedInAnyOrderIsOneChain() {
    List<CandidateEntry> row = new ArrayList<>();
    row.add(candidate(X, "ff", "00", 0));
    for (int i = 1; i < 6; i++) {
      row.add(candidate(X, "0" + (i - 1), "0" + i, 0));
    }
    List<CandidateHash> hashes = row.stream().map(CandidateEntry::candidateHash).toList();
    forEachSeed(
        random -> {
          FragmentChain chain =
              FragmentChain.init(
                  scope(SchedulingScope.of(X.hash(), 0, List.of()), base(0, List.of(0L), "ff"), 6),
                  new CandidateStorage());
          for (CandidateEntry entry : shuffled(row, random)) {
            assertThat(chain.tryAddingSeconded(seconded(entry))).isEmpty();
          }
          for (CandidateEntry entry : shuffled(row, random)) {
            chain.candidateBacked(entry.candidateHash());
          }
          assertThat(chain.bestChain()).isEqualTo(hashes);
          assertThat(chain.unconnectedCandidates()).isEmpty();
        });
  }

  @Test
  void theOrderOfQuorumsDoesNotMatterAmongForks() {
    CandidateEntry a = candidate(X, "0a", "0b", 0);
    CandidateEntry b2 = candidate(Y, "b3", "b4", 1);
    CandidateEntry a2 = candidate(X, "0a", "b3", 0);
    CandidateEntry d = candidate(Z, "0d", "0e", 2);
    CandidateEntry f = candidate(Z, "0f", "f1", 1000);
    CandidateEntry a1 = candidate(X, "0a", "b1", 0);
    forEachSeed(
        random -> {
          FragmentChain chain =
              populate(
                  scope(3), a1, seconded(a), seconded(a2), seconded(b2), seconded(d), seconded(f));
          assertThat(chain.bestChain()).containsExactly(a1.candidateHash());
          for (CandidateEntry entry : shuffled(List.of(a, a2, b2, d), random)) {
            chain.candidateBacked(entry.candidateHash());
          }
          assertThat(chain.bestChain()).containsExactly(a2.candidateHash(), b2.candidateHash());
        });
  }

  /** Random candidates over few heads, so that forks, cycles and diamonds are common. */
  @Test
  void aChainIsAlwaysAPathOfBackedCandidatesAndTheBestOne() {
    forEachSeed(
        random -> {
          List<CandidateEntry> all = randomCandidates(random, 14);
          FragmentChain chain = FragmentChain.init(scope(4), new CandidateStorage());
          Set<CandidateHash> backed = new HashSet<>();
          for (CandidateEntry entry : shuffled(all, random)) {
            chain.tryAddingSeconded(seconded(entry));
            if (random.nextBoolean()) {
              CandidateEntry quorum = all.get(random.nextInt(all.size()));
              if (chain.contains(quorum.candidateHash())) {
                backed.add(quorum.candidateHash());
              }
              chain.candidateBacked(quorum.candidateHash());
            }
            checkInvariants(chain, all, backed);
          }
        });
  }

  /** What is known and backed decides; a chain made afresh of the survivors is the same. */
  @Test
  void aChainThatIsBuiltAfreshFromWhatIsKnownIsTheSame() {
    forEachSeed(
        random -> {
          List<CandidateEntry> all = randomCandidates(random, 14);
          FragmentChain chain = FragmentChain.init(scope(4), new CandidateStorage());
          for (CandidateEntry entry : shuffled(all, random)) {
            chain.tryAddingSeconded(seconded(entry));
            chain.candidateBacked(all.get(random.nextInt(all.size())).candidateHash());
          }
          FragmentChain next = FragmentChain.init(scope(4), new CandidateStorage());
          next.populateFromPrevious(chain);
          assertThat(next.bestChain()).isEqualTo(chain.bestChain());
          assertThat(next.unconnectedCandidates()).isEqualTo(chain.unconnectedCandidates());
        });
  }

  /** PP-7: it does not matter which of two chains under one block is the older one. */
  @Test
  void mergingTwoChainsIsSymmetric() {
    forEachSeed(
        random -> {
          List<CandidateEntry> all = randomCandidates(random, 12);
          FragmentChain left = knowing(all, random);
          FragmentChain right = knowing(all, random);
          FragmentChain leftFirst = FragmentChain.init(scope(4), new CandidateStorage());
          leftFirst.merge(left);
          leftFirst.merge(right);
          FragmentChain rightFirst = FragmentChain.init(scope(4), new CandidateStorage());
          rightFirst.merge(right);
          rightFirst.merge(left);
          assertThat(leftFirst.bestChain()).isEqualTo(rightFirst.bestChain());
        });
  }

  private static FragmentChain knowing(List<CandidateEntry> all, Random random) {
    FragmentChain chain = FragmentChain.init(scope(4), new CandidateStorage());
    for (CandidateEntry entry : shuffled(all, random)) {
      if (random.nextInt(3) > 0) {
        chain.tryAddingSeconded(seconded(entry));
        chain.candidateBacked(entry.candidateHash());
      }
    }
    return chain;
  }

  private static void checkInvariants(
      FragmentChain chain, List<CandidateEntry> all, Set<CandidateHash> backed) {
    Hash at = ChainFixture.head("0a").hash();
    Set<Hash> heads = new HashSet<>(Set.of(at));
    for (CandidateHash hash : chain.bestChain()) {
      CandidateEntry entry =
          all.stream().filter(e -> e.candidateHash().equals(hash)).findFirst().orElseThrow();
      assertThat(entry.parentHeadHash()).isEqualTo(at);
      assertThat(backed).contains(hash);
      assertThat(heads.add(entry.outputHeadHash())).as("no head twice").isTrue();
      at = entry.outputHeadHash();
    }
    assertThat(chain.unconnectedCandidates()).noneMatch(chain.bestChain()::contains);
    assertThat(chain.length()).isLessThanOrEqualTo(4);
  }

  private static List<CandidateEntry> randomCandidates(Random random, int count) {
    List<CandidateEntry> all = new ArrayList<>();
    while (all.size() < count) {
      String parent = "0" + (char) ('a' + random.nextInt(6));
      String head = "0" + (char) ('a' + random.nextInt(6));
      RelayParentInfo relayParent = List.of(X, Y, Z).get(random.nextInt(3));
      if (!parent.equals(head)) {
        CandidateEntry entry = candidate(relayParent, parent, head, relayParent.number());
        if (all.stream().noneMatch(e -> e.candidateHash().equals(entry.candidateHash()))) {
          all.add(entry);
        }
      }
    }
    return all;
  }

  private static <T> List<T> shuffled(List<T> items, Random random) {
    List<T> copy = new ArrayList<>(items);
    Collections.shuffle(copy, random);
    return copy;
  }
}
