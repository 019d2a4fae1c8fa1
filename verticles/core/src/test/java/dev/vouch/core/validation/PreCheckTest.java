package dev.vouch.core.validation;

import static dev.vouch.core.validation.LeafCases.bench;
import static dev.vouch.core.validation.ValidationBench.CODE;
import static dev.vouch.core.validation.ValidationBench.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.CandidateValidationMessage.PreCheck;
import dev.vouch.messages.CandidateValidationMessage.PreCheckAnswer;
import dev.vouch.messages.CandidateValidationMessage.PreCheckOutcome;
import dev.vouch.messages.Failure;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pre-checking (validation 1.10). */
final class PreCheckTest {
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
}
