package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PrepareAnswer;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import java.util.Optional;

/**
 * One execution of a candidate's PVF with the retries of its kind (CV-20 to CV-22): backing never
 * retries, so that nobody helps a non-deterministic candidate; approval and dispute try again after
 * anything that may be an accident, as long as the execution time limit of wall clock lasts.
 */
final class Execution {
  private final Context context;
  private final Subject subject;
  private final PvfPrepData prep;
  private final long timeoutMillis;
  private final long retryDelayMillis;
  private final RetryBudget budget = new RetryBudget();
  private final long startedMillis;

  Execution(Context context, Subject subject, SessionParams params, long retryDelayMillis) {
    this.context = context;
    this.subject = subject;
    this.prep =
        new PvfPrepData(
            subject.code(),
            params.executorParams(),
            params.bombLimitBytes(),
            Timeouts.prepareMillis(params.executorParams()),
            PrepKind.COMPILATION);
    this.timeoutMillis = Timeouts.executeMillis(params.executorParams(), subject.kind());
    this.retryDelayMillis = retryDelayMillis;
    this.startedMillis = context.nowMillis();
  }

  /** The answer that counts. */
  Pending<ExecuteAnswer> run() {
    return attempt(timeoutMillis, false)
        .flatMap(answer -> subject.kind().isBacking() ? Pending.of(answer) : again(answer));
  }

  /** One more run in a fresh process under the other JIT, with the whole time limit (JV-15). */
  Pending<ExecuteAnswer> confirm() {
    return attempt(timeoutMillis, true);
  }

  private Pending<ExecuteAnswer> again(ExecuteAnswer last) {
    Optional<RetryBudget.Reason> reason = RetryBudget.reasonToRetry(last);
    if (reason.isEmpty()
        || elapsedMillis() + retryDelayMillis > timeoutMillis
        || !budget.spend(reason.get())) {
      return Pending.of(last);
    }
    return reason.get() == RetryBudget.Reason.ARTIFACT
        ? prepareAnew()
        : context.sleep(retryDelayMillis).flatMap(done -> nextAttempt());
  }

  private Pending<ExecuteAnswer> nextAttempt() {
    return attempt(Math.max(0, timeoutMillis - elapsedMillis()), false).flatMap(this::again);
  }

  /** The host dropped the bad artifact; preparing again makes a good one (PH-57). */
  private Pending<ExecuteAnswer> prepareAnew() {
    return context
        .ask(new PvfHostMessage.PrecheckPvf(prep))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<PrepareAnswer>(PrepareAnswer.Prepared prepared) ->
                      nextAttempt();
                  case Outcome.Answered<PrepareAnswer>(PrepareAnswer.Failed failed) ->
                      Pending.of(
                          failed.deterministic()
                              ? new ExecuteAnswer.PreparationFailed(failed.kind(), failed.reason())
                              : new ExecuteAnswer.Internal(failed.kind() + ": " + failed.reason()));
                  case Outcome.Failed<PrepareAnswer>(Failure failure) ->
                      Pending.of(lostHost(failure));
                });
  }

  private Pending<ExecuteAnswer> attempt(long millis, boolean confirming) {
    return context
        .ask(
            new ExecutePvf(
                prep,
                subject.receipt(),
                subject.validationData(),
                subject.pov(),
                millis,
                subject.kind().isBacking() ? PreparePriority.NORMAL : PreparePriority.CRITICAL,
                subject.kind(),
                subject.v3Seen(),
                confirming))
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<ExecuteAnswer>(ExecuteAnswer answer) -> answer;
                  case Outcome.Failed<ExecuteAnswer>(Failure failure) -> lostHost(failure);
                });
  }

  /** CV-40. */
  private static ExecuteAnswer lostHost(Failure failure) {
    return new ExecuteAnswer.Internal("validation: host communication: " + failure.reason());
  }

  private long elapsedMillis() {
    return context.nowMillis() - startedMillis;
  }
}
