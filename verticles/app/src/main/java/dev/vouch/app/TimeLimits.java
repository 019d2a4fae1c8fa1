package dev.vouch.app;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.pvf.host.RunOutcome;

/**
 * The policy of the command line on time limits: the guest's own CPU time decides, also in a cold
 * process, because every process of a command is cold. The backstops beside it (wall clock, CPU
 * time of the whole process) decide nothing: a busy machine reaches them without the guest's doing.
 */
final class TimeLimits {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private TimeLimits() {}

  static RunOutcome judged(RunOutcome outcome, long cpuLimitMillis) {
    return outcome instanceof RunOutcome.Failed failed
            && failed.kind() == ExecuteErrorKind.HARD_TIMEOUT
            && failed.cpuNanos() < cpuLimitMillis * NANOS_PER_MILLI
        ? new RunOutcome.Failed(
            ExecuteErrorKind.INTERNAL,
            "not the guest's own CPU time reached its limit, but a backstop for the whole process: "
                + failed.reason(),
            failed.cpuNanos(),
            failed.wallNanos(),
            failed.cold())
        : outcome;
  }
}
