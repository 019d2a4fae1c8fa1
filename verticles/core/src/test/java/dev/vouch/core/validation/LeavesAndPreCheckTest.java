package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.CODE;
import static dev.vouch.core.validation.ValidationBench.LEAF;
import static dev.vouch.core.validation.ValidationBench.PARA;
import static dev.vouch.core.validation.ValidationBench.PVD;
import static dev.vouch.core.validation.ValidationBench.RELAY_PARENT;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.hash;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.repeat;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.v1;
import static dev.vouch.core.validation.ValidationBench.v2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.PreCheck;
import dev.vouch.messages.CandidateValidationMessage.PreCheckAnswer;
import dev.vouch.messages.CandidateValidationMessage.PreCheckOutcome;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromChainState;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Leaves, next-session preparation, pre-checking and the seed path (validation 1.9 to 1.11). */
final class LeavesAndPreCheckTest {
  private static final PublicKey ALICE = PublicKey.of(repeat(0xa1, 32));
  private static final PublicKey BOB = PublicKey.of(repeat(0xb0, 32));

  private static ValidationBench bench(int perBlock, PublicKey authority, PublicKey validator) {
    ValidationBench bench =
        new ValidationBench(new ValidationConfig(true, 200, perBlock, List.of(ALICE)));
    bench
        .outside
        .answer(
            RuntimeApiMessage.Authorities.class,
            r -> new RuntimeApiMessage.AuthoritySet(List.of(authority)))
        .answer(
            RuntimeApiMessage.GetSessionInfo.class,
            r -> new RuntimeApiMessage.Session(Optional.of(info(validator))))
        .answer(
            SignerMessage.GetValidatorKeys.class,
            r -> new SignerMessage.ValidatorKeys(List.of(ALICE)))
        .answer(
            RuntimeApiMessage.GetCandidateEvents.class,
            r -> new RuntimeApiMessage.Events(List.of(backed(1), backed(2), backed(3))))
        .answer(
            RuntimeApiMessage.ValidationCodeByHash.class,
            r -> new RuntimeApiMessage.Code(Optional.of(new BlobRef(r.codeHash().value(), 9))));
    return bench;
  }

  private static SessionInfo info(PublicKey validator) {
    return new SessionInfo(
        List.of(),
        Hash.ZERO,
        6,
        List.of(validator),
        List.of(validator),
        List.of(),
        List.of(),
        1,
        0,
        0,
        0,
        0,
        0);
  }

  private static CandidateEvent backed(int code) {
    return new CandidateEvent.CandidateBacked(
        new CandidateReceipt(
            ValidationBench.builder(RELAY_PARENT)
                .validationCodeHash(new ValidationCodeHash(hash(code)))
                .v2(new CoreIndex(0), 1),
            Hash.ZERO),
        ValidationBench.HEAD,
        new CoreIndex(0),
        new GroupIndex(0));
  }

  @Test
  void theHostLearnsOfEveryUpdateFirst() {
    ValidationBench bench = new ValidationBench();
    bench.outside.activate(LEAF, 10);
    assertThat(bench.outside.asked())
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(LEAF),
            new RuntimeApiMessage.SchedulingLookahead(LEAF, 1),
            new ChainApiMessage.GetAncestors(LEAF, 2),
            new RuntimeApiMessage.SessionIndexForChild(LEAF),
            new RuntimeApiMessage.GetNodeFeatures(LEAF, 1));
    assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class).getFirst().ancestors())
        .containsExactly(hash(0x33), hash(0x34));
    bench.outside.forget();
    bench.outside.signal(new OverseerSignal.ActiveLeaves(Optional.empty(), List.of(LEAF)));
    assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class)).hasSize(1);
    assertThat(bench.outside.asked()).isEmpty();
  }

  @Test
  void aFailedLookUpMeansNoAncestorsButTheHostIsStillTold() {
    for (Class<? extends Request<?>> failing :
        List.<Class<? extends Request<?>>>of(
            RuntimeApiMessage.SessionIndexForChild.class,
            RuntimeApiMessage.SchedulingLookahead.class,
            ChainApiMessage.GetAncestors.class)) {
      ValidationBench bench = new ValidationBench();
      bench.outside.fail(failing, Failure.Kind.EXECUTION).activate(LEAF, 10);
      assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class).getFirst().ancestors())
          .isEmpty();
    }
    ValidationBench old = new ValidationBench();
    old.outside
        .fail(RuntimeApiMessage.SchedulingLookahead.class, Failure.Kind.NOT_SUPPORTED)
        .activate(LEAF, 10);
    assertThat(old.outside.asked(ChainApiMessage.GetAncestors.class).getFirst().k()).isEqualTo(2);
  }

  /** V32. */
  @Test
  void v3IsSeenOnceASessionEnablesItAndForGood() {
    ValidationBench bench = new ValidationBench();
    bench.outside.activate(LEAF, 10);
    assertThat(bench.validation.v3Seen()).isFalse();
    bench.session = 2;
    bench.features = new NodeFeatures(BitList.of("00001"));
    bench.outside.activate(hash(2), 11);
    assertThat(bench.validation.v3Seen()).isTrue();
    bench.outside.forget().activate(hash(3), 12);
    assertThat(bench.outside.asked(RuntimeApiMessage.GetNodeFeatures.class)).isEmpty();
    assertThat(bench.validation.v3Seen()).isTrue();
  }

  @Test
  void aFailedFeatureLookUpIsRepeatedOnTheNextLeaf() {
    ValidationBench bench = new ValidationBench();
    bench
        .outside
        .fail(RuntimeApiMessage.GetNodeFeatures.class, Failure.Kind.EXECUTION)
        .activate(LEAF, 10);
    bench.outside.answer(
        RuntimeApiMessage.GetNodeFeatures.class,
        r -> new RuntimeApiMessage.Features(new NodeFeatures(BitList.of("00001"))));
    bench.outside.activate(hash(2), 11);
    assertThat(bench.validation.v3Seen()).isTrue();
  }

  @Test
  void anOldNetworkNeverSeesV3() {
    ValidationBench bench = new ValidationBench(new ValidationConfig(false, 200, 1, List.of()));
    bench.features = new NodeFeatures(BitList.of("00001"));
    bench.outside.activate(LEAF, 10);
    assertThat(bench.validation.v3Seen()).isFalse();
  }

  /** V23 to V28. */
  @Test
  void onlyAFutureValidatorPreparesAndIsAskedOncePerSession() {
    ValidationBench stranger = bench(1, BOB, BOB);
    stranger.outside.activate(LEAF, 10);
    assertThat(stranger.validation.isNextSessionAuthority()).isFalse();
    stranger.outside.forget().activate(hash(2), 11);
    assertThat(stranger.outside.asked(RuntimeApiMessage.Authorities.class)).isEmpty();
    ValidationBench current = bench(1, ALICE, ALICE);
    current.outside.activate(LEAF, 10);
    assertThat(current.validation.isNextSessionAuthority()).isFalse();
    assertThat(current.outside.sent(PvfHostMessage.HeadsUp.class)).isEmpty();
    ValidationBench future = bench(1, ALICE, BOB);
    future.outside.activate(LEAF, 10);
    assertThat(future.validation.isNextSessionAuthority()).isTrue();
    assertThat(future.outside.sent(PvfHostMessage.HeadsUp.class)).hasSize(1);
  }

  /** V29 and the set of what was prepared. */
  @Test
  void aLimitedNumberOfPvfsIsPreparedPerBlock() {
    ValidationBench bench = bench(2, ALICE, BOB);
    bench.outside.activate(LEAF, 10);
    bench.outside.activate(hash(2), 11);
    bench.outside.activate(hash(3), 12);
    assertThat(bench.outside.sent(PvfHostMessage.HeadsUp.class))
        .extracting(m -> m.codes().stream().map(c -> c.code().hash()).toList())
        .containsExactly(List.of(hash(1), hash(2)), List.of(hash(3)));
    PvfHostMessage.PvfPrepData prep =
        bench.outside.sent(PvfHostMessage.HeadsUp.class).getFirst().codes().getFirst();
    assertThat(prep.kind()).isEqualTo(PvfHostMessage.PrepKind.PRECHECKING);
    assertThat(prep.prepTimeoutMillis()).isEqualTo(360_000);
    bench.session = 2;
    bench.outside.forget().activate(hash(4), 13);
    assertThat(bench.outside.sent(PvfHostMessage.HeadsUp.class)).hasSize(1);
  }

  private static PreCheckOutcome preCheck(ValidationBench bench) {
    return bench
        .outside
        .answerOf(
            bench.outside.request(new PreCheck(hash(3), new ValidationCodeHash(CODE.hash()))),
            PreCheckAnswer.class)
        .outcome();
  }

  private static ValidationBench preCheckBench(PvfHostMessage.PrepareAnswer answer) {
    ValidationBench bench = new ValidationBench();
    bench
        .outside
        .answer(
            RuntimeApiMessage.ValidationCodeByHash.class,
            r -> new RuntimeApiMessage.Code(Optional.of(CODE)))
        .answer(PvfHostMessage.PrecheckPvf.class, r -> answer);
    return bench;
  }

  private static final PvfHostMessage.PrepareAnswer PREPARED =
      new PvfHostMessage.PrepareAnswer.Prepared("a", 1, 1, 0);

  /** V20. */
  @Test
  void preCheckAsksInTheReferencesOrder() {
    ValidationBench bench = preCheckBench(PREPARED);
    assertThat(preCheck(bench)).isEqualTo(PreCheckOutcome.VALID);
    assertThat(bench.outside.asked())
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(hash(3)),
            new RuntimeApiMessage.ValidationCodeBombLimit(hash(3), 1),
            new RuntimeApiMessage.ValidationCodeByHash(
                hash(3), new ValidationCodeHash(CODE.hash())),
            new RuntimeApiMessage.SessionIndexForChild(hash(3)),
            new RuntimeApiMessage.SessionExecutorParams(hash(3), 1),
            new PvfHostMessage.PrecheckPvf(
                new PvfHostMessage.PvfPrepData(
                    CODE,
                    ExecutorParams.defaults(),
                    30 << 20,
                    60_000,
                    PvfHostMessage.PrepKind.PRECHECKING)));
  }

  /** V21. */
  @Test
  void preCheckTellsTheCodesFaultFromOurs() {
    assertThat(
            preCheck(
                preCheckBench(new PvfHostMessage.PrepareAnswer.Failed("Prevalidation", "x", true))))
        .isEqualTo(PreCheckOutcome.INVALID);
    assertThat(
            preCheck(
                preCheckBench(new PvfHostMessage.PrepareAnswer.Failed("TimedOut", "x", false))))
        .isEqualTo(PreCheckOutcome.FAILED);
    ValidationBench lost = preCheckBench(PREPARED);
    lost.outside.fail(PvfHostMessage.PrecheckPvf.class, Failure.Kind.CANCELLED);
    assertThat(preCheck(lost)).isEqualTo(PreCheckOutcome.FAILED);
  }

  /** V60. */
  @Test
  void everyMissingAnswerOfAPreCheckHasItsOutcome() {
    List<Class<? extends Request<?>>> failing =
        List.of(
            RuntimeApiMessage.SessionIndexForChild.class,
            RuntimeApiMessage.ValidationCodeBombLimit.class,
            RuntimeApiMessage.ValidationCodeByHash.class,
            RuntimeApiMessage.SessionExecutorParams.class);
    List<PreCheckOutcome> outcomes = new ArrayList<>();
    for (Class<? extends Request<?>> type : failing) {
      ValidationBench bench = preCheckBench(PREPARED);
      bench.outside.fail(type, Failure.Kind.EXECUTION);
      outcomes.add(preCheck(bench));
      assertThat(bench.outside.asked(PvfHostMessage.PrecheckPvf.class)).isEmpty();
    }
    assertThat(outcomes)
        .containsExactly(
            PreCheckOutcome.FAILED,
            PreCheckOutcome.FAILED,
            PreCheckOutcome.FAILED,
            PreCheckOutcome.INVALID);
    ValidationBench missing = preCheckBench(PREPARED);
    missing.outside.answer(
        RuntimeApiMessage.ValidationCodeByHash.class,
        r -> new RuntimeApiMessage.Code(Optional.empty()));
    assertThat(preCheck(missing)).isEqualTo(PreCheckOutcome.FAILED);
  }

  private static ValidationBench seedBench(
      Optional<PersistedValidationData> included, Optional<PersistedValidationData> timedOut) {
    ValidationBench bench = ValidationBench.ready();
    bench
        .outside
        .answer(
            RuntimeApiMessage.GetPersistedValidationData.class,
            r ->
                new RuntimeApiMessage.ValidationData(
                    r.assumption() == OccupiedCoreAssumption.INCLUDED ? included : timedOut))
        .answer(
            RuntimeApiMessage.GetValidationCode.class,
            r -> new RuntimeApiMessage.Code(Optional.of(CODE)))
        .answer(
            RuntimeApiMessage.CheckValidationOutputs.class,
            r -> new RuntimeApiMessage.OutputsCheck(true));
    return bench;
  }

  private static Verdict fromChainState(ValidationBench bench) {
    long token =
        bench.outside.request(
            new ValidateFromChainState(
                request(v1(), result(), ValidationBench.BACKING).candidateReceipt(),
                ValidationBench.POV,
                ValidationBench.BACKING));
    return bench.outside.answerOf(token, Verdict.class);
  }

  /** V1 and the whole seed path. */
  @Test
  void theSeedPathTriesBothAssumptionsInOrder() {
    PersistedValidationData other =
        new PersistedValidationData(PVD.parentHead(), 5, Hash.ZERO, 1024);
    for (Optional<PersistedValidationData> first : List.of(Optional.of(PVD), Optional.of(other))) {
      ValidationBench bench = seedBench(first, Optional.of(PVD)).backend(finished(result()));
      assertThat(fromChainState(bench)).isInstanceOf(Verdict.Valid.class);
      OccupiedCoreAssumption matching =
          first.get().equals(PVD)
              ? OccupiedCoreAssumption.INCLUDED
              : OccupiedCoreAssumption.TIMED_OUT;
      assertThat(bench.outside.asked(RuntimeApiMessage.GetValidationCode.class))
          .containsExactly(new RuntimeApiMessage.GetValidationCode(RELAY_PARENT, PARA, matching));
      assertThat(bench.outside.asked(RuntimeApiMessage.CheckValidationOutputs.class)).hasSize(1);
    }
    assertThat(invalid(fromChainState(seedBench(Optional.of(other), Optional.of(other)))).kind())
        .isEqualTo(Kind.BAD_PARENT);
  }

  /** V3, V4. */
  @Test
  void missingDataOrCodeOnTheSeedPathIsABadRequest() {
    Verdict.CouldNotDecide badRequest = new Verdict.CouldNotDecide("Assumption Check: Bad request");
    ValidationBench noData = seedBench(Optional.empty(), Optional.of(PVD));
    assertThat(fromChainState(noData)).isEqualTo(badRequest);
    assertThat(noData.outside.asked(RuntimeApiMessage.GetValidationCode.class)).isEmpty();
    ValidationBench noCode = seedBench(Optional.of(PVD), Optional.of(PVD));
    noCode.outside.answer(
        RuntimeApiMessage.GetValidationCode.class,
        r -> new RuntimeApiMessage.Code(Optional.empty()));
    assertThat(fromChainState(noCode)).isEqualTo(badRequest);
  }

  @Test
  void theRelayChainMayRefuseTheOutputs() {
    ValidationBench refusing =
        seedBench(Optional.of(PVD), Optional.of(PVD)).backend(finished(result()));
    refusing.outside.answer(
        RuntimeApiMessage.CheckValidationOutputs.class,
        r -> new RuntimeApiMessage.OutputsCheck(false));
    assertThat(invalid(fromChainState(refusing)).kind()).isEqualTo(Kind.INVALID_OUTPUTS);
    ValidationBench failing =
        seedBench(Optional.of(PVD), Optional.of(PVD)).backend(finished(result()));
    failing.outside.fail(RuntimeApiMessage.CheckValidationOutputs.class, Failure.Kind.EXECUTION);
    assertThat(fromChainState(failing))
        .isEqualTo(new Verdict.CouldNotDecide("Check Validation Outputs: Bad request"));
    assertThat(v2(0, 1).relayParent()).isEqualTo(RELAY_PARENT);
  }
}
