package dev.vouch.pvf.supervisor;

import dev.vouch.pvf.supervisor.WorkerReply.Limit;
import java.util.Optional;

/** Reads the clocks of one job from outside while it runs. */
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
  private long guestBaseNanos;
  private long lastGuestNanos;

  JobWatch(ProcessHandle process, JobLimits limits) {
    this.process = process;
    this.limits = limits;
    this.processBaseNanos = CpuClock.processNanos(process);
  }

  /**
   * From now on that thread's CPU time decides; 0 where there are no such ids. A thread that cannot
   * be read has ended, so its answer is on the way.
   */
  void guestStarted(long threadId) {
    guestSeen = true;
    guestThread = threadId;
    if (threadId != 0) {
      guestBaseNanos = CpuClock.threadNanos(process.pid(), threadId).orElse(0);
    }
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
    long left = (limits.cpuNanos() - cpuNanos()) / NANOS_PER_MILLI;
    return Math.clamp(left, MIN_POLL_MILLIS, MAX_POLL_MILLIS);
  }

  /** CPU time of the guest's thread; of the process where there is no such thread. */
  long cpuNanos() {
    if (guestThread == 0) {
      return processNanos();
    }
    CpuClock.threadNanos(process.pid(), guestThread)
        .ifPresent(now -> lastGuestNanos = now - guestBaseNanos);
    return lastGuestNanos;
  }

  long wallNanos() {
    return System.nanoTime() - startedNanos;
  }

  private long processNanos() {
    return CpuClock.processNanos(process) - processBaseNanos;
  }
}
