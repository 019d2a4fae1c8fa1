package dev.vouch.pvf.supervisor;

import java.time.Duration;

/** The clocks of one exchange, in nanoseconds. */
record JobLimits(long cpuNanos, long processCpuNanos, long wallNanos) {
  /** JOB_TIMEOUT_WALL_CLOCK_FACTOR of the reference. */
  private static final int WALL_FACTOR = 4;

  /** Safety cap for collector and compiler threads beside the guest (validation JV-3). */
  private static final int PROCESS_FACTOR = 3;

  /**
   * Loading and starting a job burn CPU that is nobody's fault, which weighs when the limit is
   * short.
   */
  private static final long SLACK_NANOS = Duration.ofSeconds(2).toNanos();

  /** Limits of an execution: the guest's thread decides. */
  static JobLimits execution(Duration cpu) {
    long nanos = cpu.toNanos();
    return new JobLimits(
        nanos, PROCESS_FACTOR * nanos + SLACK_NANOS, WALL_FACTOR * nanos + SLACK_NANOS);
  }

  /** Limits of a preparation, or of loading: the process decides. */
  static JobLimits ofProcess(Duration cpu) {
    long nanos = cpu.toNanos();
    return new JobLimits(nanos, nanos, WALL_FACTOR * nanos + SLACK_NANOS);
  }
}
