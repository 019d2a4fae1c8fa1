package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.supervisor.WorkerReply;
import dev.vouch.pvf.supervisor.WorkerReply.Limit;
import java.util.Optional;

/** From what was seen of a worker to who is blamed (validation PH-57, 2.8.4, JV-4). */
final class Verdicts {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Verdicts() {}

  /**
   * @param cold nothing had run in the process yet
   * @param abstainWhenCold only a guest's own time decides, and not when it was cold
   * @param grace the limit was a multiple of the candidate's, so that it decides in a cold run too
   */
  static RunOutcome of(WorkerReply reply, boolean cold, boolean abstainWhenCold, boolean grace) {
    return switch (reply) {
      case WorkerReply.Answered(Frame.ExecuteDone done, long cpu, long wall) ->
          new RunOutcome.Returned(Bytes.wrap(done.result().array()), cpu, wall, cold);
      case WorkerReply.Answered(Frame.ExecuteFailed failed, long cpu, long wall) ->
          new RunOutcome.Failed(told(failed.kind()), failed.reason(), cpu, wall, cold);
      case WorkerReply.Answered(Frame.ToHost other, long cpu, long wall) ->
          new RunOutcome.Failed(
              ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH,
              "the worker answered a job with " + other.getClass().getSimpleName(),
              cpu,
              wall,
              cold);
      case WorkerReply.OverLimit over -> overLimit(over, cold && !grace, cold, abstainWhenCold);
      case WorkerReply.Died(var death, boolean _) ->
          new RunOutcome.Failed(death.blame(), death.describe(), 0, 0, cold);
    };
  }

  /** Empty if the artifact is loaded. */
  static Optional<RunOutcome.Failed> ofLoading(WorkerReply reply) {
    return switch (reply) {
      case WorkerReply.Answered(Frame.Loaded loaded, long cpu, long wall) -> Optional.empty();
      case WorkerReply.Answered(Frame.LoadFailed failed, long cpu, long wall) ->
          Optional.of(new RunOutcome.Failed(told(failed.kind()), failed.reason(), cpu, wall, true));
      case WorkerReply.Answered(Frame.ToHost other, long cpu, long wall) ->
          Optional.of(
              RunOutcome.internal(
                  "the worker answered a load with " + other.getClass().getSimpleName()));
      case WorkerReply.OverLimit over ->
          Optional.of(RunOutcome.internal("loading the artifact took too long: " + clocks(over)));
      case WorkerReply.Died(var death, boolean _) ->
          Optional.of(
              new RunOutcome.Failed(
                  death.blame(), "while loading: " + death.describe(), 0, 0, true));
    };
  }

  /** Only the host measures; a worker that claims a time-out or its own death is not believed. */
  private static ExecuteErrorKind told(ExecuteErrorKind kind) {
    return switch (kind) {
      case HARD_TIMEOUT, AMBIGUOUS_WORKER_DEATH -> ExecuteErrorKind.JOB_ERROR;
      case INVALID_CANDIDATE,
          POV_DECOMPRESSION_FAILURE,
          RUNTIME_CONSTRUCTION,
          CORRUPTED_ARTIFACT,
          JOB_ERROR,
          AMBIGUOUS_JOB_DEATH,
          INTERNAL ->
          kind;
    };
  }

  private static RunOutcome.Failed overLimit(
      WorkerReply.OverLimit over, boolean tooCold, boolean cold, boolean abstainWhenCold) {
    boolean decides = (over.limit() == Limit.CPU && !tooCold) || !abstainWhenCold;
    String reason =
        decides
            ? "the guest reached its limit: " + clocks(over)
            : "a limit was reached, but "
                + (over.limit() == Limit.CPU
                    ? "the artifact was cold: "
                    : "not by the guest's own CPU time: ")
                + clocks(over);
    return new RunOutcome.Failed(
        decides ? ExecuteErrorKind.HARD_TIMEOUT : ExecuteErrorKind.INTERNAL,
        reason,
        over.cpuNanos(),
        over.wallNanos(),
        cold);
  }

  private static String clocks(WorkerReply.OverLimit over) {
    return "%s clock, guest CPU %d ms, wall %d ms"
        .formatted(
            over.limit(), over.cpuNanos() / NANOS_PER_MILLI, over.wallNanos() / NANOS_PER_MILLI);
  }
}
