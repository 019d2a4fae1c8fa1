package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.ALL;
import static dev.vouch.core.validation.ValidationBench.APPROVAL;
import static dev.vouch.core.validation.ValidationBench.BACKING;
import static dev.vouch.core.validation.ValidationBench.BACKINGS;
import static dev.vouch.core.validation.ValidationBench.CODE;
import static dev.vouch.core.validation.ValidationBench.LEAF;
import static dev.vouch.core.validation.ValidationBench.OTHERS;
import static dev.vouch.core.validation.ValidationBench.POV;
import static dev.vouch.core.validation.ValidationBench.PVD;
import static dev.vouch.core.validation.ValidationBench.RELAY_PARENT;
import static dev.vouch.core.validation.ValidationBench.SCHEDULING_PARENT;
import static dev.vouch.core.validation.ValidationBench.SEPARATOR;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.selectCore;
import static dev.vouch.core.validation.ValidationBench.v2;
import static dev.vouch.core.validation.ValidationBench.v3;
import static dev.vouch.core.validation.ValidationBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidationResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions, relay parents, the claim queue and the third version (validation 1.5). */
final class SchedulingChecksTest {
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
}
