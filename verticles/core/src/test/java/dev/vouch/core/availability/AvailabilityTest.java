package dev.vouch.core.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.fakes.FakeOutside;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.messages.AvailabilityDistributionMessage.FetchPoV;
import dev.vouch.messages.AvailabilityStoreMessage.AvailableDataRef;
import dev.vouch.messages.AvailabilityStoreMessage.QueryAvailableData;
import dev.vouch.messages.AvailabilityStoreMessage.StoreAvailableData;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.AvailabilityStoreMessage.StoredData;
import dev.vouch.messages.BlobMessage;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.ErasureCoderMessage.ComputeErasureRoot;
import dev.vouch.messages.ErasureCoderMessage.ErasureRoot;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidatorIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The erasure root is always compared; PoVs come from the right key (neighbours 3.1, 3.3). */
final class AvailabilityTest {
  private static final PersistedValidationData PVD =
      new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 1_000);
  private static final Hash ROOT = hash(5);

  private static Hash hash(int filler) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filler);
    return Hash.of(bytes);
  }

  private static CandidateHash candidate(int number) {
    return new CandidateHash(
        Hash.blake2b256(Bytes.wrap(new byte[] {(byte) number, (byte) (number >> 8)})));
  }

  private static StoreAvailableData store(CandidateHash candidate, Hash root) {
    return new StoreAvailableData(
        candidate, 6, new BlobRef(hash(3), 9), PVD, root, new CoreIndex(0), NodeFeatures.none());
  }

  private static FakeOutside storeBench() {
    return new FakeOutside(new AvailabilityStore(1_000))
        .answer(ComputeErasureRoot.class, r -> new ErasureRoot(ROOT));
  }

  private static StoreOutcome outcome(FakeOutside bench, long token) {
    return bench.answerOf(token, Stored.class).outcome();
  }

  @Test
  void dataWithTheRightRootIsKept() {
    FakeOutside bench = storeBench();
    assertThat(outcome(bench, bench.request(store(candidate(1), ROOT)))).isEqualTo(StoreOutcome.OK);
    assertThat(bench.asked(ComputeErasureRoot.class))
        .containsExactly(new ComputeErasureRoot(new BlobRef(hash(3), 9), PVD, 6));
    assertThat(
            bench.answerOf(
                bench.request(new QueryAvailableData(candidate(1))), AvailableDataRef.class))
        .isEqualTo(new AvailableDataRef(Optional.of(new StoredData(new BlobRef(hash(3), 9), PVD))));
  }

  @Test
  void dataWithAnotherRootIsRefusedAndNotKept() {
    FakeOutside bench = storeBench();
    assertThat(outcome(bench, bench.request(store(candidate(1), hash(6)))))
        .isEqualTo(StoreOutcome.INVALID_ERASURE_ROOT);
    assertThat(bench.steps()).containsExactly(Explanation.Step.REFUSED);
    assertThat(
            bench
                .answerOf(
                    bench.request(new QueryAvailableData(candidate(1))), AvailableDataRef.class)
                .data())
        .isEmpty();
  }

  /** Mends CB-q8. */
  @Test
  void theRootIsComparedAlsoWhenTheDataIsThereAlready() {
    FakeOutside bench = storeBench();
    bench.request(store(candidate(1), ROOT));
    assertThat(outcome(bench, bench.request(store(candidate(1), hash(6)))))
        .isEqualTo(StoreOutcome.INVALID_ERASURE_ROOT);
    assertThat(outcome(bench, bench.request(store(candidate(1), ROOT)))).isEqualTo(StoreOutcome.OK);
    assertThat(bench.asked(ComputeErasureRoot.class)).hasSize(1);
  }

  @Test
  void aFailureOfTheCoderIsNeverAnInvalidRoot() {
    FakeOutside bench = storeBench().fail(ComputeErasureRoot.class, Failure.Kind.EXECUTION);
    assertThat(bench.failureOf(bench.request(store(candidate(1), ROOT))).kind())
        .isEqualTo(Failure.Kind.EXECUTION);
  }

  @Test
  void equalRequestsShareOneEncodingAndTooManyAreRefused() {
    FakeOutside bench = storeBench().leaveOpen(ComputeErasureRoot.class);
    long first = bench.request(store(candidate(1), ROOT));
    long second = bench.request(store(candidate(1), ROOT));
    assertThat(bench.asked(ComputeErasureRoot.class)).hasSize(1);
    for (int i = 2; i <= AvailabilityStore.MAX_ENCODINGS; i++) {
      bench.request(store(candidate(i), ROOT));
    }
    long tooMany = bench.request(store(candidate(99), ROOT));
    assertThat(bench.failureOf(tooMany).kind()).isEqualTo(Failure.Kind.OVERLOADED);
    bench.answerOpen(ComputeErasureRoot.class, Outcome.answered(new ErasureRoot(ROOT)));
    assertThat(outcome(bench, first)).isEqualTo(StoreOutcome.OK);
    assertThat(outcome(bench, second)).isEqualTo(StoreOutcome.OK);
  }

  @Test
  void dataIsPrunedByAgeAndByNumber() {
    FakeOutside bench = storeBench();
    bench.request(store(candidate(1), ROOT));
    bench.advance(1_001).activate(hash(1), 1);
    assertThat(bench.steps()).containsExactly(Explanation.Step.DROPPED);
    bench.forget();
    for (int i = 0; i <= StoredCandidates.MAX_CANDIDATES; i++) {
      bench.request(store(candidate(i), ROOT));
    }
    assertThat(bench.explanations())
        .singleElement()
        .matches(e -> e.candidate().equals(Optional.of(candidate(0))));
  }

  private static PublicKey key(int filler) {
    return PublicKey.of(hash(filler).bytes());
  }

  private static FakeOutside fetchBench() {
    SessionInfo info =
        new SessionInfo(
            List.of(),
            Hash.ZERO,
            6,
            List.of(key(1)),
            List.of(key(0xd0), key(0xd1)),
            List.of(),
            List.of(),
            1,
            0,
            0,
            0,
            0,
            0);
    return new FakeOutside(new AvailabilityDistribution())
        .answer(
            RuntimeApiMessage.SessionIndexForChild.class,
            r -> new RuntimeApiMessage.SessionIndex(4))
        .answer(
            RuntimeApiMessage.GetSessionInfo.class,
            r -> new RuntimeApiMessage.Session(Optional.of(info)))
        .answer(BlobMessage.FetchBlob.class, r -> new BlobRef(r.hash(), 9));
  }

  private static FetchPoV fetch(int validator) {
    return new FetchPoV(
        hash(7), new ValidatorIndex(validator), new ParaId(2000), candidate(1), hash(3));
  }

  @Test
  void aPovIsFetchedFromTheBackersDiscoveryKey() {
    FakeOutside bench = fetchBench();
    assertThat(bench.answerOf(bench.request(fetch(1)), BlobRef.class))
        .isEqualTo(new BlobRef(hash(3), 9));
    assertThat(bench.asked())
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(hash(7)),
            new RuntimeApiMessage.GetSessionInfo(hash(7), 4),
            new BlobMessage.FetchBlob(hash(3), Limits.MAX_POV_SIZE_BYTES, key(0xd1)));
    bench.forget().request(fetch(0));
    assertThat(bench.asked(RuntimeApiMessage.GetSessionInfo.class)).isEmpty();
  }

  @Test
  void everyFailureOfAFetchIsAFailure() {
    FakeOutside unknown = fetchBench();
    assertThat(unknown.failureOf(unknown.request(fetch(2))).reason()).contains("no validator 2");
    assertThat(unknown.failureOf(unknown.request(fetch(-1))).reason()).contains("4294967295");
    FakeOutside gone = fetchBench().fail(BlobMessage.FetchBlob.class, Failure.Kind.TIMEOUT);
    assertThat(gone.failureOf(gone.request(fetch(0))).kind()).isEqualTo(Failure.Kind.TIMEOUT);
    FakeOutside lying =
        fetchBench().answer(BlobMessage.FetchBlob.class, r -> new BlobRef(hash(9), 9));
    assertThat(lying.failureOf(lying.request(fetch(0))).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    FakeOutside noSession =
        fetchBench()
            .answer(
                RuntimeApiMessage.GetSessionInfo.class,
                r -> new RuntimeApiMessage.Session(Optional.empty()));
    assertThat(noSession.failureOf(noSession.request(fetch(0))).reason()).contains("session 4");
    assertThat(gone.steps()).containsExactly(Explanation.Step.DROPPED);
  }

  @Test
  void fetchesAreBounded() {
    FakeOutside bench = fetchBench().leaveOpen(BlobMessage.FetchBlob.class);
    for (int i = 0; i < AvailabilityDistribution.MAX_FETCHES; i++) {
      bench.request(fetch(0));
    }
    assertThat(bench.failureOf(bench.request(fetch(0))).kind()).isEqualTo(Failure.Kind.OVERLOADED);
    bench.answerOpen(BlobMessage.FetchBlob.class, Outcome.failed(Failure.Kind.TIMEOUT, "the test"));
    assertThat(bench.isAnswered(bench.request(fetch(0)))).isFalse();
  }
}
