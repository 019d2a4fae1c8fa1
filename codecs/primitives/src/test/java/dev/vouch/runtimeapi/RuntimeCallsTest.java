package dev.vouch.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.ApiVersion;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.RuntimeVersion;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.primitives.testing.TestHashes;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests as calls by name and back, and what happens when they cannot be. */
class RuntimeCallsTest {
  private static final int NEWEST = 16;
  private static final Hash AT = TestHashes.filled(0xaa);
  private static final long SESSION = 9;

  private final MemoryBlobs blobs = new MemoryBlobs();

  /** A blob store in memory. */
  private static final class MemoryBlobs implements Blobs {
    private final Map<Hash, Bytes> kept = new HashMap<>();

    @Override
    public BlobRef put(Bytes blob) {
      Hash hash = Hash.blake2b256(blob);
      kept.put(hash, blob);
      return new BlobRef(hash, blob.length());
    }

    @Override
    public Optional<Bytes> get(BlobRef ref) {
      return Optional.ofNullable(kept.get(ref.hash()));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyRequestIsACallAndTheCallIsTheRequest() {
    return requestTypes()
        .map(
            type ->
                dynamicTest(
                    type.getSimpleName(),
                    () -> {
                      for (long seed = 1; seed <= 10; seed++) {
                        RuntimeApiMessage<?> request =
                            (RuntimeApiMessage<?>) new RandomValues(seed).next(type);
                        StateCall call = answered(RuntimeCalls.call(request, runtime(NEWEST)));
                        assertThat(
                                answered(
                                    RuntimeCalls.request(
                                        call, request.at(), session(request), runtime(NEWEST))))
                            .isEqualTo(request);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerIsAResultAndTheResultIsTheAnswer() {
    return requestTypes()
        .map(
            type ->
                dynamicTest(
                    type.getSimpleName(),
                    () -> {
                      for (long seed = 1; seed <= 10; seed++) {
                        answerRoundTrip(
                            (RuntimeApiMessage<?>) new RandomValues(seed).next(type), seed);
                      }
                    }));
  }

  @Test
  void aRuntimeThatIsTooOldIsNotAsked() {
    RuntimeApiMessage.GetClaimQueue request = new RuntimeApiMessage.GetClaimQueue(AT);
    assertThat(RuntimeCalls.call(request, runtime(10)))
        .isEqualTo(
            Outcome.failed(
                Failure.Kind.NOT_SUPPORTED,
                "ParachainHost_claim_queue came with version 11 of its API; the runtime has version"
                    + " 10"));
    assertThat(RuntimeCalls.call(request, runtime(11))).isInstanceOf(Outcome.Answered.class);
    RuntimeVersion solo = new RuntimeVersion("solo", "solo", 1, 1, 1, List.of(), 1, 1);
    assertThat(RuntimeCalls.call(request, solo))
        .isEqualTo(
            Outcome.failed(
                Failure.Kind.NOT_SUPPORTED,
                "ParachainHost_claim_queue came with version 11 of its API; the runtime has none"));
  }

  @Test
  void everyRequestIsRefusedByTheVersionBeforeItsOwnAndTakenByItsOwn() {
    requestTypes()
        .forEach(
            type -> {
              RuntimeApiMessage<?> request = (RuntimeApiMessage<?>) new RandomValues(1).next(type);
              int since = Bindings.of(request).orElseThrow().function().since();
              assertThat(kind(RuntimeCalls.call(request, runtime(since - 1))))
                  .as(type.getSimpleName())
                  .isEqualTo(Failure.Kind.NOT_SUPPORTED);
              assertThat(RuntimeCalls.call(request, runtime(since)))
                  .as(type.getSimpleName())
                  .isInstanceOf(Outcome.Answered.class);
            });
  }

  @Test
  void aNodeDoesNotAnswerWhatItsRuntimeHasNotOrNobodyServes() {
    StateCall claims = new StateCall("ParachainHost_claim_queue", Bytes.EMPTY);
    assertThat(kind(RuntimeCalls.request(claims, AT, SESSION, runtime(10))))
        .isEqualTo(Failure.Kind.NOT_SUPPORTED);
    StateCall unknown = new StateCall("ParachainHost_" + "x".repeat(10_000), Bytes.EMPTY);
    Outcome<RuntimeApiMessage<?>> outcome =
        RuntimeCalls.request(unknown, AT, SESSION, runtime(NEWEST));
    assertThat(kind(outcome)).isEqualTo(Failure.Kind.NOT_SUPPORTED);
    assertThat(reason(outcome)).hasSizeLessThan(200);
  }

  @Test
  void argumentsThatDoNotDecodeAreABadRequestThatSaysWhere() {
    StateCall cut = new StateCall("ParachainHost_persisted_validation_data", Bytes.fromHex("d007"));
    Outcome<RuntimeApiMessage<?>> outcome = RuntimeCalls.request(cut, AT, SESSION, runtime(NEWEST));
    assertThat(kind(outcome)).isEqualTo(Failure.Kind.BAD_REQUEST);
    assertThat(reason(outcome))
        .isEqualTo(
            "arguments of ParachainHost_persisted_validation_data: ParaAndAssumption.para: needs 4"
                + " bytes, 2 left at offset 0");
    StateCall notEmpty = new StateCall("ParachainHost_validators", Bytes.fromHex("00"));
    assertThat(kind(RuntimeCalls.request(notEmpty, AT, SESSION, runtime(NEWEST))))
        .isEqualTo(Failure.Kind.BAD_REQUEST);
  }

  @Test
  void aResultThatDoesNotDecodeIsAFailureThatSaysWhere() {
    Outcome<?> outcome =
        RuntimeCalls.answer(
            new RuntimeApiMessage.GetBackingConstraints(AT, new ParaId(1)),
            Bytes.fromHex("01ffff"),
            blobs);
    assertThat(kind(outcome)).isEqualTo(Failure.Kind.EXECUTION);
    assertThat(reason(outcome))
        .startsWith("ParachainHost_backing_constraints: BackingConstraints.min_relay_parent_number")
        .contains("at offset 1");
  }

  @Test
  void aCountThatNoIntHoldsIsAFailureAndNotAnotherNumber() {
    Outcome<?> outcome =
        RuntimeCalls.answer(
            new RuntimeApiMessage.SchedulingLookahead(AT, 1), Bytes.fromHex("00000080"), blobs);
    assertThat(reason(outcome)).contains("2147483648");
  }

  @Test
  void codeGoesThroughTheBlobStoreAndIsMissedWhenItIsGone() {
    Bytes code = Bytes.fromHex("52bc537646db8e05aa");
    RuntimeApiMessage.ValidationCodeByHash request =
        new RuntimeApiMessage.ValidationCodeByHash(
            AT, new ValidationCodeHash(Hash.blake2b256(code)));
    RuntimeApiMessage.Code answer =
        answered(
            RuntimeCalls.answer(
                request,
                ParachainHost.VALIDATION_CODE_BY_HASH.encodeResult(Optional.of(code)),
                blobs));
    assertThat(answer.code()).hasValue(new BlobRef(request.codeHash().value(), code.length()));
    assertThat(answered(RuntimeCalls.result(request, answer, blobs)).toHex())
        .isEqualTo("0124" + code.toHex());
    Outcome<Bytes> gone = RuntimeCalls.result(request, answer, new MemoryBlobs());
    assertThat(kind(gone)).isEqualTo(Failure.Kind.UNAVAILABLE);
  }

  private <A extends Answer> void answerRoundTrip(RuntimeApiMessage<A> request, long seed) {
    A answer = randomAnswer(request, seed);
    Bytes result = answered(RuntimeCalls.result(request, answer, blobs));
    assertThat(answered(RuntimeCalls.answer(request, result, new MemoryBlobs()))).isEqualTo(answer);
  }

  @SuppressWarnings("unchecked") // The type argument of the interface is the answer's class.
  private <A extends Answer> A randomAnswer(RuntimeApiMessage<A> request, long seed) {
    ParameterizedType asked = (ParameterizedType) request.getClass().getGenericInterfaces()[0];
    Class<?> type = (Class<?>) asked.getActualTypeArguments()[0];
    if (type == RuntimeApiMessage.Code.class) {
      BlobRef ref = blobs.put(new RandomValues(seed).bytes((int) seed * 1000));
      return (A) new RuntimeApiMessage.Code(seed == 1 ? Optional.empty() : Optional.of(ref));
    }
    return (A) new RandomValues(seed).next(type);
  }

  /** A request of a session is asked with that session. */
  private static long session(RuntimeApiMessage<?> request) {
    return switch (request) {
      case RuntimeApiMessage.MinimumBackingVotes q -> q.session();
      case RuntimeApiMessage.GetNodeFeatures q -> q.session();
      case RuntimeApiMessage.SchedulingLookahead q -> q.session();
      case RuntimeApiMessage.ValidationCodeBombLimit q -> q.session();
      case RuntimeApiMessage.ParaIds q -> q.session();
      default -> SESSION;
    };
  }

  private static Stream<Class<?>> requestTypes() {
    return Arrays.stream(RuntimeApiMessage.class.getPermittedSubclasses());
  }

  private static RuntimeVersion runtime(int parachainHost) {
    return new RuntimeVersion(
        "polkadot",
        "vouch",
        0,
        1,
        0,
        List.of(
            new ApiVersion(RuntimeApi.CORE.id(), 5),
            new ApiVersion(RuntimeApi.PARACHAIN_HOST.id(), parachainHost),
            new ApiVersion(RuntimeApi.AUTHORITY_DISCOVERY.id(), parachainHost)),
        1,
        1);
  }

  private static <T> T answered(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Answered<T>(T answer) -> answer;
      case Outcome.Failed<T>(Failure failure) -> throw new AssertionError(failure);
    };
  }

  private static Failure.Kind kind(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<?>) outcome).failure().kind();
  }

  private static String reason(Outcome<?> outcome) {
    return ((Outcome.Failed<?>) outcome).failure().reason();
  }
}
