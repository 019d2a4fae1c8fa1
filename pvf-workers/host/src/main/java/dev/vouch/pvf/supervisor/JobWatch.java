package dev.vouch.pvf.supervisor;

import dev.vouch.pvf.supervisor.WorkerReply.Limit;
import java.util.Optional;

/**
 * Reads the clocks of one job from outside while it runs. A reading costs tens of microseconds, as
 * much as all else that a short job takes here, so that there is none that could not decide: a
 * thread uses no more CPU time than passes.
 */
final class JobWatch {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The scheduler's statistics are brought up to date about that often. */
  private static final long MIN_POLL_MILLIS = 4;

  /** The process has many threads, so its CPU time can run faster than the clock. */
  private static final long MAX_POLL_MILLIS = 100;

  private final ProcessHandle process;
  private final JobLimits limits;
  private final long startedNanos = System.nanoTime();
  private final long processBaseNanos;
  private boolean guestSeen;
  private long guestThread;
  private long lastNanos;
  private long lastReadAtNanos = startedNanos;

  JobWatch(ProcessHandle process, JobLimits limits) {
    this.process = process;
    this.limits = limits;
    this.processBaseNanos = CpuClock.processNanos(process);
  }

  /**
   * From now on that thread's CPU time decides, all of it, since every guest has a thread of its
   * own; 0 where there are no such ids.
   */
  void guestStarted(long threadId) {
    guestSeen = true;
    guestThread = threadId;
    lastNanos = 0;
    lastReadAtNanos = System.nanoTime();
  }

  /** Whether the worker has told that its guest runs. */
  boolean guestSeen() {
    return guestSeen;
  }

  /** The limit that has been reached, if any. */
  Optional<Limit> exceeded() {
    long used = cpuNanos();
    if ((guestThread != 0 || limits.cpuNanos() == limits.processCpuNanos())
        && used > limits.cpuNanos()) {
      return Optional.of(Limit.CPU);
    }
    if (processNanos() > limits.processCpuNanos()) {
      return Optional.of(Limit.PROCESS_CPU);
    }
    return wallNanos() > limits.wallNanos() ? Optional.of(Limit.WALL) : Optional.empty();
  }

  /** How long no limit can be reached by the thread that decides, in milliseconds. */
  long pollMillis() {
    long used = lastNanos + System.nanoTime() - lastReadAtNanos;
    return Math.clamp(
        (limits.cpuNanos() - used) / NANOS_PER_MILLI, MIN_POLL_MILLIS, MAX_POLL_MILLIS);
  }

  /**
   * CPU time of the guest's thread, as last seen where it has ended since; of the process where
   * there is no such thread.
   */
  long cpuNanos() {
    if (guestThread == 0) {
      seen(processNanos());
    } else {
      CpuClock.threadNanos(process.pid(), guestThread).ifPresent(this::seen);
    }
    return lastNanos;
  }

  private void seen(long nanos) {
    lastNanos = nanos;
    lastReadAtNanos = System.nanoTime();
  }

  /**
   * The same when there is an answer. A guest that cannot have used its limit in the time that has
   * passed is not looked at once more.
   */
  long cpuNanosAtEnd() {
    return guestThread != 0 && wallNanos() <= limits.cpuNanos() ? lastNanos : cpuNanos();
  }

  long wallNanos() {
    return System.nanoTime() - startedNanos;
  }

  private long processNanos() {
    return CpuClock.processNanos(process) - processBaseNanos;
  }
}
