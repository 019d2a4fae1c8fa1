package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.APPROVAL;
import static dev.vouch.core.validation.ValidationBench.BACKING;
import static dev.vouch.core.validation.ValidationBench.BACKINGS;
import static dev.vouch.core.validation.ValidationBench.CODE;
import static dev.vouch.core.validation.ValidationBench.DISPUTE;
import static dev.vouch.core.validation.ValidationBench.LEAF;
import static dev.vouch.core.validation.ValidationBench.OTHERS;
import static dev.vouch.core.validation.ValidationBench.POV;
import static dev.vouch.core.validation.ValidationBench.PVD;
import static dev.vouch.core.validation.ValidationBench.RELAY_PARENT;
import static dev.vouch.core.validation.ValidationBench.SCHEDULING_PARENT;
import static dev.vouch.core.validation.ValidationBench.SEPARATOR;
import static dev.vouch.core.validation.ValidationBench.approvedPeer;
import static dev.vouch.core.validation.ValidationBench.claims;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.hash;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.pov;
import static dev.vouch.core.validation.ValidationBench.repeat;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.selectCore;
import static dev.vouch.core.validation.ValidationBench.v1;
import static dev.vouch.core.validation.ValidationBench.v2;
import static dev.vouch.core.validation.ValidationBench.v3;
import static dev.vouch.core.validation.ValidationBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of checks, the scheduling checks and the output checks (validation 1.5, 1.7). */
final class CandidateValidationTest {
  private static final List<PvfExecKind> ALL =
      Stream.concat(BACKINGS.stream(), OTHERS.stream()).toList();

  @Test
  void theFixtureHasTheHashesOfTheCatalogue() {
    assertThat(POV.hash().toHex())
        .isEqualTo("d8f306979706d0b6802d9d72e7df590a11612ffe32871f008e84d2431b5e92ce");
    assertThat(CODE.hash().toHex())
        .isEqualTo("9fe97752bfb03b723be41b637f02fc5d5fd48383cf619b87502c70cf5acee65f");
    assertThat(ValidationBench.HEAD.hash().toHex())
        .isEqualTo("c6fbc5cba3a8b353361bed9c0f2208be079ccf13ff9dfaf28543740391aed9a9");
    assertThat(result().toCommitments().hash().toHex())
        .isEqualTo("8014c12fbe8c22579c469405f5fdbd9fc52b608efff842dbad54783ac4b0798a");
  }

  /** V7. */
  @Test
  void aRightCandidateIsValidWithItsOutputs() {
    ValidationBench bench = ValidationBench.ready();
    bench.claims = claims(List.of(1, 2), List.of(1, 1));
    ValidationResult outputs = result(SEPARATOR, selectCore(0, 1), approvedPeer("010203"));
    assertThat(outputs.toCommitments().hash().toHex())
        .isEqualTo("e13d5c413dbd3c77644e73e7e0d0af507bdcf8aa222fbd17fec7d358681474df");
    bench.backend(finished(outputs), finished(result()));
    assertThat(bench.validate(request(v2(1, 1), outputs, BACKING)))
        .isEqualTo(new Verdict.Valid(outputs.toCommitments(), PVD));
    assertThat(bench.validate(request(v1(), result(), BACKING)))
        .isEqualTo(new Verdict.Valid(result().toCommitments(), PVD));
    assertThat(bench.outside.counted(Metric.CANDIDATES_VALID)).isEqualTo(2);
    assertThat(bench.outside.steps())
        .containsSubsequence(Explanation.Step.VALIDATION_STARTED, Explanation.Step.VALID);
  }

  /** V8. */
  @Test
  void wrongSignalsAreInvalidInBackingOnly() {
    ValidationResult outputs = result(SEPARATOR, selectCore(1, 0));
    for (PvfExecKind kind : BACKINGS) {
      ValidationBench bench = ValidationBench.ready();
      bench.claims = claims();
      bench.backend(finished(outputs), finished(outputs), finished(outputs));
      assertThat(invalid(bench.validate(request(v2(1, 1), outputs, kind))).detail())
          .contains("NoAssignment");
      assertThat(invalid(bench.validate(request(v1(), outputs, kind))).detail())
          .contains("UMPSignalWithV1Descriptor");
      bench.claims = claims(List.of(1, 2), List.of(1, 2));
      assertThat(bench.validate(request(v2(1, 1), outputs, kind)))
          .isInstanceOf(Verdict.Valid.class);
    }
    for (PvfExecKind kind : OTHERS) {
      ValidationBench bench = ValidationBench.ready().backend(finished(outputs), finished(outputs));
      bench.claims = claims();
      assertThat(bench.validate(request(v2(1, 1), outputs, kind)))
          .isInstanceOf(Verdict.Valid.class);
      assertThat(bench.validate(request(v1(), outputs, kind))).isInstanceOf(Verdict.Valid.class);
    }
  }

  /** V17 and its missing sibling. */
  @Test
  void outputsThatDifferFromTheReceiptAreInvalid() {
    ValidationBench bench = ValidationBench.ready();
    ValidationResult other =
        new ValidationResult(
            new HeadDataOf("05").head(), Optional.empty(), List.of(), List.of(), 0, 12345);
    ValidationResult otherWatermark =
        new ValidationResult(
            ValidationBench.HEAD, Optional.empty(), List.of(), List.of(), 0, 12345);
    bench.backend(finished(other), finished(otherWatermark));
    assertThat(invalid(bench.validate(request(v2(0, 1), result(), BACKING))).kind())
        .isEqualTo(Kind.PARA_HEAD_HASH_MISMATCH);
    assertThat(invalid(bench.validate(request(v2(0, 1), result(), BACKING))).kind())
        .isEqualTo(Kind.COMMITMENTS_HASH_MISMATCH);
    assertThat(bench.outside.counted(Metric.CANDIDATES_INVALID)).isEqualTo(2);
  }

  private record HeadDataOf(String hex) {
    dev.vouch.primitives.HeadData head() {
      return new dev.vouch.primitives.HeadData(Bytes.fromHex(hex));
    }
  }

  /** V31. */
  @Test
  void aV3CandidateNeedsASignalToBeBacked() {
    ValidationResult with =
        new ValidationResult(
            ValidationBench.HEAD,
            Optional.empty(),
            List.of(SEPARATOR, selectCore(0, 0)),
            List.of(),
            0,
            0);
    ValidationResult without =
        new ValidationResult(ValidationBench.HEAD, Optional.empty(), List.of(), List.of(), 0, 0);
    assertThat(with.toCommitments().hash().toHex())
        .isEqualTo("5d06ca4bd140a19054a62d108b100c2cfbbe72aff3afc45a5080cad529983e6c");
    assertThat(without.toCommitments().hash().toHex())
        .isEqualTo("29468f54d068f32281b5454aa97ee37eb817653bc60abedf1a37075a642f4544");
    for (PvfExecKind kind : ALL) {
      ValidationBench bench = ValidationBench.readyWithV3();
      ancestorKnown(bench, true);
      bench.backend(finished(with), finished(without));
      assertThat(bench.validate(request(v3(0, 1, 1), with, kind)))
          .isInstanceOf(Verdict.Valid.class);
      Verdict second = bench.validate(request(v3(0, 1, 1), without, kind));
      if (kind.isBacking()) {
        assertThat(invalid(second).detail()).contains("NoUMPSignalWithV3Descriptor");
      } else {
        assertThat(second).isInstanceOf(Verdict.Valid.class);
      }
    }
  }

  private static void ancestorKnown(ValidationBench bench, boolean known) {
    bench.outside.answer(
        RuntimeApiMessage.AncestorRelayParentInfo.class,
        r ->
            new RuntimeApiMessage.RelayParentInfo(
                known
                    ? Optional.of(new RuntimeApiMessage.NumberAndStateRoot(3, Hash.ZERO))
                    : Optional.empty()));
  }

  /** V33. */
  @Test
  void parametersComeFromTheSessionsOfTheDescriptor() {
    for (long schedulingSession : List.of(5L, 7L)) {
      ValidationBench bench = ValidationBench.readyWithV3().backend(finished(result()));
      ValidateFromExhaustive request = request(v3(0, 5, schedulingSession), result(), APPROVAL);
      bench.validate(
          new ValidateFromExhaustive(
              PVD, CODE, request.candidateReceipt(), POV, 99, request.execKind()));
      assertThat(bench.outside.asked().subList(0, 2))
          .containsExactly(
              new RuntimeApiMessage.SessionExecutorParams(LEAF, 5),
              new RuntimeApiMessage.ValidationCodeBombLimit(LEAF, schedulingSession));
      assertThat(bench.outside.asked(ExecutePvf.class)).singleElement().matches(ExecutePvf::v3Seen);
    }
  }

  /** CV-19: before activation the old rules make a V3 descriptor a V1. */
  @Test
  void beforeActivationAV3DescriptorIsReadAsV1() {
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    ValidateFromExhaustive request = request(v3(0, 5, 7), result(), BACKING);
    bench.validate(
        new ValidateFromExhaustive(
            PVD, CODE, request.candidateReceipt(), POV, 99, request.execKind()));
    assertThat(bench.outside.asked())
        .containsSubsequence(
            new RuntimeApiMessage.SessionExecutorParams(LEAF, 99),
            new RuntimeApiMessage.ValidationCodeBombLimit(LEAF, 99),
            new RuntimeApiMessage.SessionIndexForChild(RELAY_PARENT),
            new RuntimeApiMessage.GetClaimQueue(RELAY_PARENT));
  }

  /** V35, V36. */
  @Test
  void aWrongSchedulingSessionIsInvalidInBackingOnly() {
    for (PvfExecKind kind : BACKINGS) {
      ValidationBench bench = ValidationBench.ready();
      assertThat(invalid(bench.validate(request(v2(0, 100), result(), kind))).kind())
          .isEqualTo(Kind.INVALID_SCHEDULING_SESSION);
      assertThat(bench.outside.asked(RuntimeApiMessage.SessionIndexForChild.class)).hasSize(1);
      assertThat(bench.outside.asked(ExecutePvf.class)).isEmpty();
      assertThat(bench.outside.counted(Metric.CANDIDATES_INVALID)).isZero();
    }
    for (PvfExecKind kind : OTHERS) {
      ValidationBench bench = ValidationBench.ready().backend(finished(result()));
      assertThat(bench.validate(request(v2(0, 100), result(), kind)))
          .isInstanceOf(Verdict.Valid.class);
      assertThat(bench.outside.asked(RuntimeApiMessage.SessionIndexForChild.class)).isEmpty();
    }
    ValidationBench bench = ValidationBench.readyWithV3();
    assertThat(invalid(bench.validate(request(v3(0, 1, 2), result(), BACKING))).kind())
        .isEqualTo(Kind.INVALID_SCHEDULING_SESSION);
  }

  /** V37. */
  @Test
  void basicChecksFailByKindWithoutAnyFurtherRequest() {
    for (PvfExecKind kind : ALL) {
      ValidationBench bench = ValidationBench.ready();
      ValidateFromExhaustive good = request(v2(0, 1), result(), kind);
      assertThat(invalid(bench.validate(with(good, b -> b.povHash(Hash.ZERO)))).kind())
          .isEqualTo(Kind.POV_HASH_MISMATCH);
      assertThat(
              invalid(
                      bench.validate(
                          with(
                              good,
                              b ->
                                  b.validationCodeHash(
                                      new dev.vouch.primitives.ValidationCodeHash(Hash.ZERO)))))
                  .kind())
          .isEqualTo(Kind.CODE_HASH_MISMATCH);
      assertThat(
              invalid(bench.validate(with(good, b -> b.persistedValidationDataHash(Hash.ZERO))))
                  .kind())
          .isEqualTo(Kind.PERSISTED_VALIDATION_DATA_MISMATCH);
      assertThat(bench.outside.asked())
          .allMatch(
              r ->
                  r instanceof RuntimeApiMessage.SessionExecutorParams
                      || r instanceof RuntimeApiMessage.ValidationCodeBombLimit);
    }
  }

  /** V44, V56. */
  @Test
  void theValidationDataIsJudgedFirstAndThePovSizeMayEqualTheLimit() {
    BlobRef atLimit = pov(repeat(7, 1022));
    BlobRef above = pov(repeat(7, 1023));
    assertThat(atLimit.length()).isEqualTo(PVD.maxPovSize());
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    assertThat(bench.validate(withPov(atLimit, PVD))).isInstanceOf(Verdict.Valid.class);
    assertThat(invalid(bench.validate(withPov(above, PVD))))
        .isEqualTo(new dev.vouch.messages.InvalidCandidate(Kind.PARAMS_TOO_LARGE, "1025"));
    PersistedValidationData other =
        new PersistedValidationData(PVD.parentHead(), 77, PVD.relayParentStorageRoot(), 1);
    ValidateFromExhaustive allWrong = request(v2(0, 1), result(), BACKING);
    assertThat(
            invalid(
                    bench.validate(
                        new ValidateFromExhaustive(
                            other, CODE, allWrong.candidateReceipt(), above, 1, BACKING)))
                .kind())
        .isEqualTo(Kind.PERSISTED_VALIDATION_DATA_MISMATCH);
  }

  private static ValidateFromExhaustive withPov(BlobRef pov, PersistedValidationData pvd) {
    ValidateFromExhaustive changed =
        with(request(v2(0, 1), result(), BACKING), b -> b.povHash(pov.hash()));
    return new ValidateFromExhaustive(pvd, CODE, changed.candidateReceipt(), pov, 1, BACKING);
  }

  /** V39. */
  @Test
  void theSessionOfTheRelayParentIsAskedASecondTime() {
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    long[] sessions = {1, 99, 1, 1};
    int[] next = {0};
    bench.outside.answer(
        RuntimeApiMessage.SessionIndexForChild.class,
        r -> new RuntimeApiMessage.SessionIndex(sessions[next[0]++]));
    assertThat(invalid(bench.validate(request(v2(0, 1), result(), BACKING))).kind())
        .isEqualTo(Kind.INVALID_RELAY_PARENT_SESSION);
    assertThat(bench.validate(request(v2(0, 1), result(), BACKING)))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(bench.outside.asked(RuntimeApiMessage.GetClaimQueue.class)).hasSize(1);
  }

  /** V40, V55. */
  @Test
  void aForeignRelayParentIsLookedUpAtTheSchedulingParent() {
    ValidationResult outputs = result(SEPARATOR, selectCore(0, 0));
    ValidateFromExhaustive request = request(v3(0, 1, 1), outputs, BACKING);
    ValidationBench bench = ValidationBench.readyWithV3();
    ancestorKnown(bench, false);
    assertThat(invalid(bench.validate(request)).kind())
        .isEqualTo(Kind.INVALID_RELAY_PARENT_SESSION);
    assertThat(bench.outside.asked(RuntimeApiMessage.AncestorRelayParentInfo.class))
        .containsExactly(
            new RuntimeApiMessage.AncestorRelayParentInfo(SCHEDULING_PARENT, 1, RELAY_PARENT));
    bench.outside.fail(RuntimeApiMessage.AncestorRelayParentInfo.class, Failure.Kind.NOT_SUPPORTED);
    bench.backend(finished(outputs), finished(outputs));
    assertThat(bench.validate(request)).isInstanceOf(Verdict.Valid.class);
    ancestorKnown(bench, true);
    assertThat(bench.validate(request)).isInstanceOf(Verdict.Valid.class);
    bench.outside.fail(RuntimeApiMessage.AncestorRelayParentInfo.class, Failure.Kind.EXECUTION);
    assertThat(bench.validate(request)).isInstanceOf(Verdict.CouldNotDecide.class);
  }

  /** V41. */
  @Test
  void beforeTheFirstLeafNothingCanBeDecided() {
    for (PvfExecKind kind : ALL) {
      ValidationBench bench = new ValidationBench();
      assertThat(bench.validate(request(v2(0, 1), result(), kind)))
          .isEqualTo(new Verdict.CouldNotDecide("Session params unavailable (no active leaf?)"));
      assertThat(bench.outside.asked()).isEmpty();
      assertThat(bench.outside.counted(Metric.CANDIDATES_UNDECIDED)).isZero();
    }
  }

  @Test
  void missingSessionParametersCannotBeDecided() {
    for (Failure.Kind kind : List.of(Failure.Kind.NOT_SUPPORTED, Failure.Kind.EXECUTION)) {
      ValidationBench bench = ValidationBench.ready();
      bench.outside.fail(RuntimeApiMessage.SessionExecutorParams.class, kind);
      assertThat(bench.validate(request(v2(0, 1), result(), BACKING)))
          .isInstanceOf(Verdict.CouldNotDecide.class);
      assertThat(bench.outside.asked(RuntimeApiMessage.ValidationCodeBombLimit.class)).isEmpty();
    }
    ValidationBench bench = ValidationBench.ready();
    bench.outside.answer(
        RuntimeApiMessage.SessionExecutorParams.class,
        r -> new RuntimeApiMessage.Params(Optional.empty()));
    assertThat(bench.validate(request(v2(0, 1), result(), BACKING)))
        .isInstanceOf(Verdict.CouldNotDecide.class);
  }

  @Test
  void aRuntimeWithoutBombLimitsMeansTheDefault() {
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    bench.outside.fail(RuntimeApiMessage.ValidationCodeBombLimit.class, Failure.Kind.NOT_SUPPORTED);
    bench.validate(request(v2(0, 1), result(), BACKING));
    assertThat(bench.outside.asked(ExecutePvf.class).getFirst().prep().bombLimitBytes())
        .isEqualTo(20 << 20);
    ValidationBench broken = ValidationBench.ready();
    broken.outside.fail(RuntimeApiMessage.ValidationCodeBombLimit.class, Failure.Kind.EXECUTION);
    assertThat(broken.validate(request(v2(0, 1), result(), BACKING)))
        .isInstanceOf(Verdict.CouldNotDecide.class);
  }

  /** V43. */
  @Test
  void sessionParametersAreKeptForSixSessions() {
    ValidationBench bench = ValidationBench.ready();
    for (int i = 0; i < 9; i++) {
      bench.backend(finished(result()));
    }
    bench.validate(request(v2(0, 1), result(), APPROVAL));
    bench.validate(request(v2(0, 1), result(), APPROVAL));
    assertThat(bench.outside.asked(RuntimeApiMessage.SessionExecutorParams.class)).hasSize(1);
    for (long session = 7; session <= 12; session++) {
      bench.validate(request(v2(0, session), result(), APPROVAL));
    }
    bench.outside.forget();
    bench.validate(request(v2(0, 1), result(), APPROVAL));
    assertThat(bench.outside.asked(RuntimeApiMessage.SessionExecutorParams.class)).hasSize(1);
    assertThat(bench.outside.asked(RuntimeApiMessage.ValidationCodeBombLimit.class)).hasSize(1);
  }

  @Test
  void equalLookUpsInFlightAreMergedAndFailuresAreNotKept() {
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    bench.outside.leaveOpen(RuntimeApiMessage.SessionExecutorParams.class);
    long first = bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    long second = bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    assertThat(bench.outside.asked(RuntimeApiMessage.SessionExecutorParams.class)).hasSize(1);
    bench.outside.answerOpen(
        RuntimeApiMessage.SessionExecutorParams.class,
        dev.vouch.messages.Outcome.failed(Failure.Kind.TIMEOUT, "slow"));
    assertThat(bench.outside.answerOf(first, Verdict.class))
        .isInstanceOf(Verdict.CouldNotDecide.class);
    assertThat(bench.outside.isAnswered(second)).isTrue();
    bench.outside.answer(
        RuntimeApiMessage.SessionExecutorParams.class,
        r -> new RuntimeApiMessage.Params(Optional.of(ExecutorParams.defaults())));
    assertThat(bench.validate(request(v2(0, 1), result(), APPROVAL)))
        .isInstanceOf(Verdict.Valid.class);
  }

  /** V45. */
  @Test
  void theClaimQueueIsNeededBeforeExecutionInBackingOnly() {
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    bench.outside.fail(RuntimeApiMessage.GetClaimQueue.class, Failure.Kind.EXECUTION);
    assertThat(bench.validate(request(v2(0, 1), result(), BACKING)))
        .isEqualTo(new Verdict.CouldNotDecide("Claim queue not available"));
    assertThat(bench.outside.asked(ExecutePvf.class)).isEmpty();
    bench.outside.forget();
    assertThat(bench.validate(request(v2(0, 1), result(), APPROVAL)))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(bench.outside.asked(RuntimeApiMessage.GetClaimQueue.class)).isEmpty();
  }

  /** V47, V48, V49. */
  @Test
  void signalsAreParsedAsTheRelayChainParsesThem() {
    Bytes peer65 = Bytes.concat(Bytes.fromHex("010501"), repeat(7, 65));
    Bytes garbage = Bytes.fromHex("ff");
    signalError("UmpSignalDecode", SEPARATOR, peer65);
    signalError("UmpSignalDecode", SEPARATOR, Bytes.fromHex("01fc01"));
    signalError("DuplicateUMPSignal", SEPARATOR, selectCore(0, 0), selectCore(0, 0));
    signalError("DuplicateUMPSignal", SEPARATOR, approvedPeer("01"), approvedPeer("02"));
    signalError("TooManyUMPSignals", SEPARATOR, selectCore(0, 0), approvedPeer("01"), garbage);
    signalError("UmpSignalDecode", SEPARATOR, selectCore(0, 0), garbage, approvedPeer("01"));
    signalError("UmpSignalDecode", SEPARATOR, SEPARATOR);
    for (ValidationResult fine : List.of(result(garbage, SEPARATOR), result(garbage))) {
      ValidationBench bench = ValidationBench.ready().backend(finished(fine));
      assertThat(bench.validate(request(v2(0, 1), fine, BACKING)))
          .isInstanceOf(Verdict.Valid.class);
    }
  }

  private static void signalError(String error, Bytes... upward) {
    ValidationBench bench = ValidationBench.ready().backend(finished(result(upward)));
    var reason = invalid(bench.validate(request(v2(0, 1), result(upward), BACKING)));
    assertThat(reason.kind()).isEqualTo(Kind.INVALID_UMP_SIGNALS);
    assertThat(reason.detail()).contains(error);
  }

  /** V51. */
  @Test
  void anUnknownVersionFailsAfterExecutionInBackingOnly() {
    byte[] raw = v2(0, 77).bytes().toArray();
    raw[36] = 2;
    var unknown = new dev.vouch.primitives.CandidateDescriptor(Bytes.wrap(raw));
    ValidationBench bench =
        ValidationBench.readyWithV3().backend(finished(result()), finished(result()));
    var reason = invalid(bench.validate(request(unknown, result(), BACKING)));
    assertThat(reason.detail()).contains("UnknownVersion").contains("2");
    assertThat(bench.validate(request(unknown, result(), APPROVAL)))
        .isInstanceOf(Verdict.Valid.class);
  }

  /** V59. */
  @Test
  void atMostThirtyRequestsRunAndConcludeDoesNotWait() {
    ValidationBench bench = ValidationBench.ready();
    bench.outside.leaveOpen(ExecutePvf.class);
    for (int i = 0; i < 30; i++) {
      bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    }
    long last = bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    assertThat(bench.outside.asked(ExecutePvf.class)).hasSize(30);
    bench.outside.activate(hash(0x55), 11, LEAF);
    assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class)).hasSize(1);
    bench.outside.answerOpen(
        ExecutePvf.class, dev.vouch.messages.Outcome.answered(finished(result())));
    assertThat(bench.outside.asked(ExecutePvf.class)).hasSize(31);
    long parked = bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    bench.outside.signal(new OverseerSignal.Conclude());
    assertThat(bench.outside.failureOf(parked).kind()).isEqualTo(Failure.Kind.CANCELLED);
    assertThat(bench.outside.failureOf(last).kind()).isEqualTo(Failure.Kind.CANCELLED);
    bench.outside.answerOpen(
        ExecutePvf.class, dev.vouch.messages.Outcome.answered(finished(result())));
    assertThat(bench.outside.asked(ExecutePvf.class)).hasSize(31);
  }

  @Test
  void executionGetsTheLimitsAndThePriorityOfItsKind() {
    for (PvfExecKind kind : ALL) {
      ValidationBench bench = ValidationBench.ready().backend(finished(result()));
      bench.validate(request(v2(0, 1), result(), kind));
      ExecutePvf job = bench.outside.asked(ExecutePvf.class).getFirst();
      assertThat(job.execTimeoutMillis()).isEqualTo(kind.isBacking() ? 2_000 : 12_000);
      assertThat(job.preparePriority())
          .isEqualTo(
              kind.isBacking()
                  ? PvfHostMessage.PreparePriority.NORMAL
                  : PvfHostMessage.PreparePriority.CRITICAL);
      assertThat(job.prep().prepTimeoutMillis()).isEqualTo(360_000);
      assertThat(job.prep().kind()).isEqualTo(PvfHostMessage.PrepKind.COMPILATION);
      assertThat(job.confirming()).isFalse();
    }
    assertThat(DISPUTE.isBacking()).isFalse();
  }

  /** The descriptor commits to the code as it is on chain, compressed or not (V19). */
  @Test
  void theCodeHashIsOverTheBytesOnChain() {
    BlobRef compressed = new BlobRef(hash(0x77), 5);
    ValidateFromExhaustive changed =
        with(
            request(v2(0, 1), result(), BACKING),
            b ->
                b.validationCodeHash(
                    new dev.vouch.primitives.ValidationCodeHash(compressed.hash())));
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    assertThat(
            bench.validate(
                new ValidateFromExhaustive(
                    PVD,
                    compressed,
                    new CandidateReceipt(
                        changed.candidateReceipt().descriptor(),
                        changed.candidateReceipt().commitmentsHash()),
                    POV,
                    1,
                    BACKING)))
        .isInstanceOf(Verdict.Valid.class);
  }
}
