package dev.vouch.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ValidityAttestation;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What became of each candidate. */
final class CandidateLedgerTest {
  static final ParaId ADDER = new ParaId(2000);
  static final ParaId UNDYING = new ParaId(2001);

  private final CandidateLedger ledger = new CandidateLedger(List.of(ADDER, UNDYING));

  static TestCandidate candidate(ParaId para, int relayParent) {
    return TestCandidate.builder().para(para).relayParent(TestHashes.filled(relayParent)).build();
  }

  static RelayBlock block(long number, boolean sessionChanged, TestCandidate... included) {
    BlockHeader header = new BlockHeader(Hash.ZERO, number, Hash.ZERO, Hash.ZERO, List.of());
    List<BackedCandidate> inherent =
        Arrays.stream(included)
            .map(
                candidate ->
                    BackedCandidate.build(
                        candidate.committed(),
                        List.of(
                            new ValidityAttestation.Implicit(TestHashes.signature(1)),
                            new ValidityAttestation.Explicit(TestHashes.signature(2))),
                        BitList.of("110"),
                        new CoreIndex(0)))
            .toList();
    return new RelayBlock(header.hash(), header, inherent, List.of(), List.of(), 0, sessionChanged);
  }

  @Test
  void aCandidatesWayIsToldInOneLine() {
    TestCandidate candidate = candidate(ADDER, 1);
    ledger.handedIn(candidate.hash(), ADDER, 100);
    ledger.seconded(candidate.hash(), "alice");
    ledger.backed(candidate.hash(), 130);
    ledger.backed(candidate.hash(), 170);
    assertThat(ledger.imported(block(3, false, candidate)))
        .containsExactly(
            new CandidateLedger.Decided(
                3, ADDER, candidate.hash(), "alice", 2, 3, Optional.of(30L)));
    assertThat(ledger.secondToBacked(50)).as("the first report counts").contains(30L);
    assertThat(ledger.summary())
        .containsExactly(
            new CandidateLedger.ParaSummary(ADDER, 1, 1, 3),
            new CandidateLedger.ParaSummary(UNDYING, 0, 0, 0));
    assertThat(ledger.blocks()).isEqualTo(3);
  }

  @Test
  void aCandidateThatAForkIncludesTooIsToldInFullAgain() {
    TestCandidate candidate = candidate(ADDER, 1);
    ledger.handedIn(candidate.hash(), ADDER, 100);
    ledger.seconded(candidate.hash(), "alice");
    ledger.backed(candidate.hash(), 130);
    assertThat(ledger.imported(block(3, false, candidate)))
        .isEqualTo(ledger.imported(block(3, false, candidate)));
    assertThat(ledger.summary().getFirst())
        .isEqualTo(new CandidateLedger.ParaSummary(ADDER, 1, 1, 3));
  }

  @Test
  void aQuorumThatIsReportedAfterTheBlockIsCounted() {
    TestCandidate candidate = candidate(ADDER, 1);
    ledger.handedIn(candidate.hash(), ADDER, 100);
    ledger.imported(block(3, false, candidate));
    ledger.backed(candidate.hash(), 130);
    assertThat(ledger.summary().getFirst().backed()).isEqualTo(1);
  }

  @Test
  void aCandidateThatNobodyToldOfIsDecidedAllTheSame() {
    TestCandidate candidate = candidate(UNDYING, 1);
    ledger.seconded(candidate.hash(), "alice");
    ledger.backed(candidate.hash(), 1);
    CandidateLedger.Decided decided = ledger.imported(block(1, false, candidate)).getFirst();
    assertThat(decided.secondedBy()).isEqualTo("?");
    assertThat(decided.secondToBackedMillis()).isEmpty();
  }

  @Test
  void aForkedBlockOfTheSameNumberCountsOnce() {
    ledger.imported(block(10, true, candidate(ADDER, 1)));
    ledger.imported(block(10, true, candidate(ADDER, 2)));
    ledger.imported(block(9, false, candidate(ADDER, 3)));
    assertThat(ledger.summary().getFirst())
        .isEqualTo(new CandidateLedger.ParaSummary(ADDER, 0, 2, 10));
    // Wanted: 12 - 3 - 1, for one session change and not two.
    LongStream.rangeClosed(1, 6)
        .forEach(n -> ledger.imported(block(n, false, candidate(ADDER, 4))));
    LongStream.rangeClosed(1, 7)
        .forEach(n -> ledger.imported(block(n, false, candidate(UNDYING, 4))));
    assertThat(ledger.stalled(12))
        .extracting(CandidateLedger.ParaSummary::para)
        .containsExactly(UNDYING);
  }

  @Test
  void aParaThatWasNeverIncludedIsStalled() {
    for (int number = 1; number <= 10; number++) {
      ledger.imported(block(number, false, candidate(ADDER, number)));
    }
    assertThat(ledger.stalled(10))
        .containsExactly(new CandidateLedger.ParaSummary(UNDYING, 0, 0, 0));
    assertThat(ledger.stalled(3)).isEmpty();
  }

  @Test
  void aParaThatMissesThreeBlocksIsNotStalledYet() {
    for (int number = 4; number <= 10; number++) {
      ledger.imported(block(number, false, candidate(ADDER, number), candidate(UNDYING, number)));
    }
    assertThat(ledger.stalled(10)).isEmpty();
    assertThat(ledger.stalled(11)).hasSize(2);
  }

  @Test
  void theOldestUndecidedCandidateIsForgottenFirst() {
    TestCandidate first = candidate(ADDER, 1);
    ledger.handedIn(first.hash(), ADDER, 0);
    for (int i = 0; i < CandidateLedger.MAX_OPEN; i++) {
      ledger.handedIn(
          new dev.vouch.primitives.CandidateHash(TestHashes.named("candidate " + i)), ADDER, 0);
    }
    ledger.seconded(first.hash(), "alice");
    assertThat(ledger.imported(block(1, false, first)).getFirst().secondedBy()).isEqualTo("?");
  }

  @Test
  void aLongRunIsCountedExactly() {
    TestCandidate candidate = candidate(ADDER, 1);
    RelayBlock[] blocks =
        LongStream.rangeClosed(1, 3L * CandidateLedger.MAX_RECENT)
            .mapToObj(n -> block(n, false, candidate))
            .toArray(RelayBlock[]::new);
    Arrays.stream(blocks).forEach(ledger::imported);
    assertThat(ledger.summary().getFirst().included()).isEqualTo(3L * CandidateLedger.MAX_RECENT);
  }

  @Test
  void percentilesAreOfTheNearestRank() {
    List<Long> samples = LongStream.rangeClosed(1, 200).boxed().toList();
    assertThat(CandidateLedger.percentile(samples, 50)).contains(100L);
    assertThat(CandidateLedger.percentile(samples, 99)).contains(198L);
    assertThat(CandidateLedger.percentile(samples, 100)).contains(200L);
    assertThat(CandidateLedger.percentile(List.of(7L), 1)).contains(7L);
    assertThat(CandidateLedger.percentile(List.of(), 50)).isEmpty();
    ledger.pvfRan(5);
    assertThat(ledger.pvfTime(50)).contains(5L);
  }
}
