package dev.vouch.core.validation;

import static dev.vouch.core.validation.Checks.invalid;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.primitives.TransposedClaimQueue;
import java.util.Optional;

/**
 * From what the host answered to a verdict (validation 1.7).
 *
 * <p>Where we abstain and the reference says <em>invalid</em>:
 *
 * <ul>
 *   <li>a worker or job that died for an unknown reason (all kinds, after the retries): being
 *       killed from outside, or by an exhausted machine, says nothing about the candidate;
 *   <li>a corrupted artifact (all kinds, after a new preparation where the kind has one): a local
 *       disk fault (validation appendix A, V52);
 *   <li>in approval and dispute an <em>invalid</em> that came from running code and that a second
 *       run under the other JIT does not repeat with the same kind (JV-15).
 * </ul>
 *
 * <p>A module that does not instantiate, and an error that the job itself reports, stay
 * <em>invalid</em>: the artifact's digest was verified before, and the process was healthy enough
 * to answer.
 */
final class Judgement {
  private Judgement() {}

  static Pending<Verdict> judge(
      Subject subject, Execution execution, Optional<TransposedClaimQueue> claims) {
    return execution
        .run()
        .flatMap(
            answer -> {
              Verdict first = verdict(subject, answer, claims);
              return !subject.kind().isBacking() && cameFromRunningCode(first)
                  ? execution
                      .confirm()
                      .map(second -> compare(first, verdict(subject, second, claims)))
                  : Pending.of(first);
            });
  }

  private static boolean cameFromRunningCode(Verdict verdict) {
    return verdict instanceof Verdict.Invalid(var reason)
        && switch (reason.kind()) {
          case EXECUTION_ERROR, TIMEOUT, PARA_HEAD_HASH_MISMATCH, COMMITMENTS_HASH_MISMATCH -> true;
          default -> false;
        };
  }

  private static Verdict compare(Verdict first, Verdict second) {
    if (first instanceof Verdict.Invalid(var a)
        && second instanceof Verdict.Invalid(var b)
        && a.kind() == b.kind()) {
      return first;
    }
    return new Verdict.CouldNotDecide(
        "two runs under different JITs disagree: first " + text(first) + ", then " + text(second));
  }

  private static String text(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid -> "valid";
      case Verdict.Invalid(var reason) ->
          reason.kind().protocolName() + "(" + reason.detail() + ")";
      case Verdict.CouldNotDecide(String reason) -> "could not decide (" + reason + ")";
    };
  }

  private static Verdict verdict(
      Subject subject, ExecuteAnswer answer, Optional<TransposedClaimQueue> claims) {
    return switch (answer) {
      case ExecuteAnswer.Finished finished -> Checks.outputs(subject, finished.result(), claims);
      case ExecuteAnswer.Invalid(var kind, String reason) ->
          switch (kind) {
            case HARD_TIMEOUT -> invalid(Kind.TIMEOUT, reason);
            case WORKER_REPORTED_INVALID -> invalid(Kind.EXECUTION_ERROR, reason);
            case POV_DECOMPRESSION_FAILURE -> invalid(Kind.POV_DECOMPRESSION_FAILURE, reason);
          };
      case ExecuteAnswer.PossiblyInvalid(var kind, String reason) ->
          switch (kind) {
            case AMBIGUOUS_WORKER_DEATH -> undecided("ambiguous worker death: " + reason);
            case AMBIGUOUS_JOB_DEATH -> undecided("ambiguous job death: " + reason);
            case CORRUPTED_ARTIFACT -> undecided("artifact is corrupted: " + reason);
            case JOB_ERROR, RUNTIME_CONSTRUCTION -> invalid(Kind.EXECUTION_ERROR, reason);
          };
      case ExecuteAnswer.PreparationFailed(String kind, String reason) ->
          undecided(
              "preparation, which pre-checking should have ruled out: " + kind + ": " + reason);
      case ExecuteAnswer.ExecutionDeadline deadline ->
          undecided("the scheduling parent was no longer active when the job's turn came");
      case ExecuteAnswer.Internal(String reason) -> undecided(reason);
    };
  }

  private static Verdict undecided(String reason) {
    return new Verdict.CouldNotDecide(reason);
  }
}
