package dev.vouch.pvf.supervisor;

import dev.vouch.frames.Frame;

/**
 * How one exchange with a worker ended. After anything but an answer the worker is of no use any
 * more.
 */
public sealed interface WorkerReply {

  /**
   * The worker answered within its limits.
   *
   * @param cpuNanos CPU time as read from outside: of the guest's thread for an execution, of the
   *     process otherwise
   * @param wallNanos from sending the job to its answer
   */
  record Answered(Frame.ToHost frame, long cpuNanos, long wallNanos) implements WorkerReply {}

  /** A limit was reached first. */
  record OverLimit(Limit limit, long cpuNanos, long wallNanos) implements WorkerReply {}

  /**
   * The worker ended, or broke the protocol.
   *
   * @param guestStarted false: it was dead before the job's guest could do anything
   */
  record Died(Death death, boolean guestStarted) implements WorkerReply {}

  /** Which clock ended a job. */
  enum Limit {
    /** CPU time of the guest's thread (or of a prepare worker): the one that decides. */
    CPU,
    /** CPU time of the whole process: collector and compiler included (validation JV-3). */
    PROCESS_CPU,
    /** Wall-clock time: the machine is overloaded, or the process was stopped. */
    WALL
  }
}
