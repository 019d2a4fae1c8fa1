package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.ALL;
import static dev.vouch.core.validation.ValidationBench.APPROVAL;
import static dev.vouch.core.validation.ValidationBench.BACKING;
import static dev.vouch.core.validation.ValidationBench.DISPUTE;
import static dev.vouch.core.validation.ValidationBench.LEAF;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.hash;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.v2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.ExecutorParams;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked, kept and limited on the way to a verdict (validation 1.5). */
final class LookUpsTest {
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
}
