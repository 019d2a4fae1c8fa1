package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.APPROVAL;
import static dev.vouch.core.validation.ValidationBench.BACKING;
import static dev.vouch.core.validation.ValidationBench.DISPUTE;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.possibly;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.v2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.PvfHostMessage.InvalidKind;
import dev.vouch.messages.PvfHostMessage.PossiblyInvalidKind;
import dev.vouch.messages.PvfHostMessage.PrecheckPvf;
import dev.vouch.messages.PvfHostMessage.PrepareAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries, mapping and confirmation (validation 1.6, 1.7). */
final class ExecutionTest {
  private static final ExecuteAnswer TIMEOUT =
      new ExecuteAnswer.Invalid(InvalidKind.HARD_TIMEOUT, "2 s of CPU");
  private static final ExecuteAnswer TRAP =
      new ExecuteAnswer.Invalid(InvalidKind.WORKER_REPORTED_INVALID, "unreachable");

  private static ExecuteAnswer internal(String reason) {
    return new ExecuteAnswer.Internal(reason);
  }

  /** Runs one candidate against a list of answers; the clock moves over every retry delay. */
  private static Verdict run(ValidationBench bench, PvfExecKind kind, ExecuteAnswer... answers) {
    bench.backend(answers);
    long token = bench.outside.request(request(v2(0, 1), result(), kind));
    for (int i = 0; i < 5; i++) {
      bench.outside.advance(3_000);
    }
    return bench.outside.answerOf(token, Verdict.class);
  }

  private static Verdict run(PvfExecKind kind, ExecuteAnswer... answers) {
    ValidationBench bench = ValidationBench.ready();
    Verdict verdict = run(bench, kind, answers);
    assertThat(bench.backend).as("every answer was asked for").isEmpty();
    return verdict;
  }

  private static String undecided(Verdict verdict) {
    if (verdict instanceof Verdict.CouldNotDecide(String reason)) {
      return reason;
    }
    throw new AssertionError("decided: " + verdict);
  }

  /** V9, V16. */
  @Test
  void aTimeoutIsInvalid() {
    assertThat(invalid(run(BACKING, TIMEOUT)).kind()).isEqualTo(Kind.TIMEOUT);
  }

  /** Backing: one attempt, whatever happened. */
  @Test
  void backingNeverRetries() {
    assertThat(undecided(run(BACKING, internal("foo")))).contains("foo");
    assertThat(invalid(run(BACKING, possibly(PossiblyInvalidKind.JOB_ERROR, "foo"))))
        .isEqualTo(new dev.vouch.messages.InvalidCandidate(Kind.EXECUTION_ERROR, "foo"));
    assertThat(invalid(run(BACKING, TRAP)).kind()).isEqualTo(Kind.EXECUTION_ERROR);
  }

  /** The house rule: what may be a local fault is never invalid. */
  @Test
  void aDeadWorkerOrACorruptedArtifactIsNeverInvalid() {
    for (PossiblyInvalidKind kind :
        List.of(
            PossiblyInvalidKind.AMBIGUOUS_WORKER_DEATH,
            PossiblyInvalidKind.AMBIGUOUS_JOB_DEATH,
            PossiblyInvalidKind.CORRUPTED_ARTIFACT)) {
      assertThat(undecided(run(BACKING, possibly(kind, "x")))).contains("x");
    }
    for (PvfExecKind kind : List.of(APPROVAL, DISPUTE)) {
      assertThat(
              undecided(
                  run(
                      kind,
                      possibly(PossiblyInvalidKind.AMBIGUOUS_WORKER_DEATH, "a"),
                      possibly(PossiblyInvalidKind.AMBIGUOUS_WORKER_DEATH, "b"))))
          .contains("ambiguous worker death: b");
    }
  }

  /** V12. */
  @Test
  void eachReasonHasItsOwnBudgetOfOne() {
    assertThat(
            undecided(
                run(
                    APPROVAL,
                    internal("foo"),
                    possibly(PossiblyInvalidKind.AMBIGUOUS_JOB_DEATH, "baz"),
                    internal("bar"))))
        .contains("bar");
  }

  @Test
  void aRetryThatSucceedsDecides() {
    assertThat(run(DISPUTE, internal("foo"), finished(result()))).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void retriesWaitThreeSecondsAndGetWhatIsLeftOfTheLimit() {
    ValidationBench bench = ValidationBench.ready();
    bench.backend(internal("foo"), finished(result()));
    long token = bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    bench.outside.advance(2_999);
    assertThat(bench.outside.asked(ExecutePvf.class)).hasSize(1);
    bench.outside.advance(1);
    assertThat(bench.outside.asked(ExecutePvf.class).get(1).execTimeoutMillis()).isEqualTo(9_000);
    assertThat(bench.outside.isAnswered(token)).isTrue();
  }

  @Test
  void noRetryStartsWhenTheLimitIsUsedUp() {
    ValidationBench bench = ValidationBench.ready();
    bench.outside.leaveOpen(ExecutePvf.class);
    long token = bench.outside.request(request(v2(0, 1), result(), APPROVAL));
    bench.outside.advance(9_001);
    bench.outside.answerOpen(
        ExecutePvf.class, dev.vouch.messages.Outcome.answered(internal("slow")));
    assertThat(undecided(bench.outside.answerOf(token, Verdict.class))).contains("slow");
  }

  /** V52. */
  @Test
  void aBadArtifactIsPreparedAnewWithoutDelay() {
    ValidationBench bench = ValidationBench.ready();
    bench.outside.answer(PrecheckPvf.class, r -> new PrepareAnswer.Prepared("a", 1, 1, 0));
    bench.backend(possibly(PossiblyInvalidKind.CORRUPTED_ARTIFACT, "digest"), finished(result()));
    assertThat(bench.validate(request(v2(0, 1), result(), APPROVAL)))
        .isInstanceOf(Verdict.Valid.class);
    assertThat(bench.outside.asked(PrecheckPvf.class).getFirst().prep().kind())
        .isEqualTo(PvfHostMessage.PrepKind.COMPILATION);
    for (boolean deterministic : List.of(true, false)) {
      ValidationBench failing = ValidationBench.ready();
      failing.outside.answer(
          PrecheckPvf.class, r -> new PrepareAnswer.Failed("Preparation", "no", deterministic));
      failing.backend(possibly(PossiblyInvalidKind.CORRUPTED_ARTIFACT, "digest"));
      assertThat(undecided(failing.validate(request(v2(0, 1), result(), APPROVAL))))
          .contains("Preparation: no");
    }
  }

  /** V53. */
  @Test
  void corruptionAndConstructionShareABudget() {
    ValidationBench bench = ValidationBench.ready();
    bench.outside.answer(PrecheckPvf.class, r -> new PrepareAnswer.Prepared("a", 1, 1, 0));
    ExecuteAnswer construction = possibly(PossiblyInvalidKind.RUNTIME_CONSTRUCTION, "x");
    Verdict verdict =
        run(
            bench,
            APPROVAL,
            possibly(PossiblyInvalidKind.CORRUPTED_ARTIFACT, "digest"),
            construction,
            construction);
    assertThat(invalid(verdict))
        .isEqualTo(new dev.vouch.messages.InvalidCandidate(Kind.EXECUTION_ERROR, "x"));
    assertThat(bench.outside.asked(PrecheckPvf.class)).hasSize(1);
    assertThat(bench.outside.asked(ExecutePvf.class))
        .extracting(ExecutePvf::confirming)
        .containsExactly(false, false, true);
  }

  @Test
  void preparationFailuresAndDeadlinesAbstain() {
    assertThat(undecided(run(APPROVAL, new ExecuteAnswer.PreparationFailed("TimedOut", "60 s"))))
        .contains("TimedOut");
    assertThat(undecided(run(BACKING, new ExecuteAnswer.ExecutionDeadline()))).isNotEmpty();
  }

  @Test
  void aLostHostIsInternal() {
    ValidationBench bench = ValidationBench.ready();
    bench.outside.fail(ExecutePvf.class, Failure.Kind.CANCELLED);
    assertThat(undecided(bench.validate(request(v2(0, 1), result(), BACKING))))
        .contains("host communication");
    long token = bench.outside.request(request(v2(0, 1), result(), DISPUTE));
    bench.outside.advance(3_000);
    assertThat(undecided(bench.outside.answerOf(token, Verdict.class)))
        .contains("host communication");
  }

  @Test
  void aPovThatDoesNotDecompressIsInvalidWithoutConfirmation() {
    assertThat(
            invalid(
                    run(
                        APPROVAL,
                        new ExecuteAnswer.Invalid(
                            InvalidKind.POV_DECOMPRESSION_FAILURE, "not zstd")))
                .kind())
        .isEqualTo(Kind.POV_DECOMPRESSION_FAILURE);
  }

  @Test
  void anInvalidThatCameFromRunningCodeIsConfirmedUnderTheOtherJit() {
    for (PvfExecKind kind : List.of(APPROVAL, DISPUTE)) {
      ValidationBench bench = ValidationBench.ready();
      assertThat(invalid(run(bench, kind, TRAP, TRAP)).kind()).isEqualTo(Kind.EXECUTION_ERROR);
      assertThat(bench.outside.asked(ExecutePvf.class))
          .extracting(ExecutePvf::confirming)
          .containsExactly(false, true);
      assertThat(bench.outside.asked(ExecutePvf.class).get(1).execTimeoutMillis())
          .isEqualTo(12_000);
    }
  }

  @Test
  void twoRunsThatDisagreeCannotDecide() {
    assertThat(undecided(run(APPROVAL, TRAP, finished(result())))).contains("disagree");
    assertThat(undecided(run(APPROVAL, TRAP, TIMEOUT))).contains("disagree");
    assertThat(undecided(run(DISPUTE, TRAP, internal("gone")))).contains("gone");
    assertThat(undecided(run(APPROVAL, finished(result(ValidationBench.repeat(9, 3))), TRAP)))
        .contains("CommitmentsHashMismatch");
  }
}
