package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.APPROVAL;
import static dev.vouch.core.validation.ValidationBench.BACKING;
import static dev.vouch.core.validation.ValidationBench.BACKINGS;
import static dev.vouch.core.validation.ValidationBench.OTHERS;
import static dev.vouch.core.validation.ValidationBench.PVD;
import static dev.vouch.core.validation.ValidationBench.SEPARATOR;
import static dev.vouch.core.validation.ValidationBench.approvedPeer;
import static dev.vouch.core.validation.ValidationBench.claims;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.repeat;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.selectCore;
import static dev.vouch.core.validation.ValidationBench.v1;
import static dev.vouch.core.validation.ValidationBench.v2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ValidationResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the code returned, against the receipt (validation 1.7). */
final class OutputChecksTest {
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
}
