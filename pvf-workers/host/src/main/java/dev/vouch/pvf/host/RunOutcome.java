package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.messages.Answer;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.queue.PrepareError;

/** How a run ended. */
public sealed interface RunOutcome extends Answer {
  /**
   * The guest returned; nobody has decoded what.
   *
   * @param cpuNanos CPU time of the guest's thread
   * @param wallNanos from sending the job to its answer
   * @param cold true if nothing had run in the process since it loaded the artifact
   */
  record Returned(Bytes result, long cpuNanos, long wallNanos, boolean cold)
      implements RunOutcome {}

  /** No result; {@link ExecuteErrorKind#blame()} says whose fault it is. */
  record Failed(ExecuteErrorKind kind, String reason, long cpuNanos, long wallNanos, boolean cold)
      implements RunOutcome {}

  /** There is no artifact to run. */
  record NotPrepared(PrepareError error) implements RunOutcome {}

  /** The block that the job was for is no longer active (validation PH-50). */
  record Stale() implements RunOutcome {}

  /** A fault of this host. */
  static Failed internal(String reason) {
    return new Failed(ExecuteErrorKind.INTERNAL, reason, 0, 0, true);
  }
}
