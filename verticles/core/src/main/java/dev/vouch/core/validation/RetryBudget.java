package dev.vouch.core.validation;

import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One further attempt for each reason why an execution may have failed by accident (CV-22). */
final class RetryBudget {
  enum Reason {
    DEATH,
    JOB_ERROR,
    INTERNAL,
    ARTIFACT
  }

  private final Set<Reason> left = EnumSet.allOf(Reason.class);

  /** Uses up one attempt; false when there was none. */
  boolean spend(Reason reason) {
    return left.remove(reason);
  }

  /** Why this answer may be an accident; empty for answers that stand. */
  static Optional<Reason> reasonToRetry(ExecuteAnswer answer) {
    return switch (answer) {
      case ExecuteAnswer.Finished finished -> Optional.empty();
      case ExecuteAnswer.Invalid invalid -> Optional.empty();
      case ExecuteAnswer.PreparationFailed failed -> Optional.empty();
      case ExecuteAnswer.ExecutionDeadline deadline -> Optional.empty();
      case ExecuteAnswer.Internal internal -> Optional.of(Reason.INTERNAL);
      case ExecuteAnswer.PossiblyInvalid possibly ->
          Optional.of(
              switch (possibly.kind()) {
                case AMBIGUOUS_WORKER_DEATH, AMBIGUOUS_JOB_DEATH -> Reason.DEATH;
                case JOB_ERROR -> Reason.JOB_ERROR;
                case RUNTIME_CONSTRUCTION, CORRUPTED_ARTIFACT -> Reason.ARTIFACT;
              });
    };
  }
}
