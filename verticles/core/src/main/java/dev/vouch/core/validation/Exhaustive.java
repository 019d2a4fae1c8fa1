package dev.vouch.core.validation;

import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.TransposedClaimQueue;
import java.util.Optional;

/**
 * The whole of {@code ValidateFromExhaustive}, in the reference's order: session parameters,
 * validation data, basic checks, scheduling checks, execution, output checks (CV-10 to CV-18).
 */
final class Exhaustive {
  private final Context context;
  private final RuntimeCalls runtime;
  private final SchedulingChecks scheduling;
  private final long retryDelayMillis;

  Exhaustive(Context context, RuntimeCalls runtime, long retryDelayMillis) {
    this.context = context;
    this.runtime = runtime;
    this.scheduling = new SchedulingChecks(context, runtime);
    this.retryDelayMillis = retryDelayMillis;
  }

  Pending<Verdict> validate(Subject subject) {
    return Result.then(
            sessionParams(subject),
            params ->
                Checks.basic(subject)
                    .<Pending<Result<Verdict>>>map(
                        invalid -> Pending.of(new Result.Stop<>(invalid)))
                    .orElseGet(() -> scheduled(subject, params)))
        .map(
            result ->
                switch (result) {
                  case Result.Ok<Verdict>(Verdict verdict) -> verdict;
                  case Result.Stop<Verdict>(Verdict verdict) -> verdict;
                });
  }

  private Pending<Result<Verdict>> scheduled(Subject subject, SessionParams params) {
    return Result.then(
        scheduling.check(subject), claims -> executed(subject, params, claims).map(Result::ok));
  }

  /** Only requests that get this far count as requests (CV-18). */
  private Pending<Verdict> executed(
      Subject subject, SessionParams params, Optional<TransposedClaimQueue> claims) {
    Execution execution = new Execution(context, subject, params, retryDelayMillis);
    Pending<Verdict> verdict = Judgement.judge(subject, execution, claims);
    verdict.whenComplete(
        found ->
            context.count(
                switch (found) {
                  case Verdict.Valid valid -> Metric.CANDIDATES_VALID;
                  case Verdict.Invalid invalid -> Metric.CANDIDATES_INVALID;
                  case Verdict.CouldNotDecide undecided -> Metric.CANDIDATES_UNDECIDED;
                }));
    return verdict;
  }

  private Pending<Result<SessionParams>> sessionParams(Subject subject) {
    if (subject.leaf().isEmpty()) {
      return Pending.of(noParams());
    }
    Hash leaf = subject.leaf().get();
    return RuntimeCalls.flat(
            runtime.executorParams(leaf, subject.executionSession()),
            executor ->
                runtime
                    .bombLimit(leaf, subject.bombLimitSession())
                    .map(limit -> limit.map(bytes -> new SessionParams(executor, bytes))))
        .map(found -> found.map(Result::ok).orElseGet(Exhaustive::noParams));
  }

  private static Result<SessionParams> noParams() {
    return Result.undecided("Session params unavailable (no active leaf?)");
  }
}
