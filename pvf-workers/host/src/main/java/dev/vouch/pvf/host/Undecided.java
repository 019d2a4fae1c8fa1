package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.ExecuteErrorKind.Blame;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.pvf.queue.PrepareError;
import java.util.Optional;

/**
 * An outcome that is no verdict on the candidate, for people who miss a vote.
 *
 * @param cause one of few words, for a meter
 * @param reason what happened
 * @param remedy what an operator can do, empty if nothing needs to be done
 */
record Undecided(String cause, String reason, String remedy) {

  /** Empty if somebody can be told a verdict. */
  static Optional<Undecided> of(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Returned _ -> Optional.empty();
      case RunOutcome.Failed failed ->
          failed.kind().blame() == Blame.CANDIDATE
              ? Optional.empty()
              : Optional.of(
                  new Undecided(failed.kind().specName(), failed.reason(), remedy(failed.kind())));
      case RunOutcome.NotPrepared(PrepareError error) ->
          Optional.of(
              new Undecided(
                  "NotPrepared" + error.kind().specName(),
                  error.kind().describe(error.reason()),
                  remedy(error.kind())));
      case RunOutcome.Stale() ->
          Optional.of(
              new Undecided(
                  "ExecutionDeadline", "the block it was for is not active any more", ""));
    };
  }

  private static String remedy(ExecuteErrorKind kind) {
    return switch (kind) {
      case INTERNAL ->
          "if nobody has killed a worker and it comes again, see what this machine lacks: vouch"
              + " doctor";
      case CORRUPTED_ARTIFACT ->
          "it is prepared anew by itself; if it comes again, check the disk and who else writes to"
              + " the artifact directory";
      case RUNTIME_CONSTRUCTION ->
          "it is prepared anew by itself; if it comes again, the code of that para cannot be"
              + " instantiated here: compare with another validator";
      case JOB_ERROR, AMBIGUOUS_JOB_DEATH, AMBIGUOUS_WORKER_DEATH ->
          "a worker that crashes by itself is a defect of the JDK, of this node, or an attack: keep"
              + " the log, update the JDK, and report it";
      case INVALID_CANDIDATE, POV_DECOMPRESSION_FAILURE, HARD_TIMEOUT -> "";
    };
  }

  private static String remedy(PrepareErrorKind kind) {
    if (kind.deterministic()) {
      return "the code itself is at fault, and nothing can be done here";
    }
    return kind == PrepareErrorKind.TIMED_OUT
        ? "the machine is too slow or too busy; it is tried again after 15 minutes, see vouch"
            + " doctor"
        : "it is tried again, at once if nothing had begun and else after 15 minutes; see what this"
            + " machine lacks: vouch doctor";
  }
}
