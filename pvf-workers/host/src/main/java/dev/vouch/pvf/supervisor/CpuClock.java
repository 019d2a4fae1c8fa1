package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * CPU time of a worker, read from outside (validation JV-3): of one thread in nanoseconds from the
 * scheduler's statistics, of the process as the operating system tells it, which is in steps of 10
 * ms.
 */
final class CpuClock {
  private CpuClock() {}

  /** Empty if the thread has ended or this system does not tell. */
  static OptionalLong threadNanos(long pid, long threadId) {
    Path schedstat = Path.of("/proc/%d/task/%d/schedstat".formatted(pid, threadId));
    try {
      String text = Files.readString(schedstat);
      return OptionalLong.of(Long.parseLong(text.substring(0, text.indexOf(' '))));
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return OptionalLong.empty();
    }
  }

  /** Zero if the process has ended. */
  static long processNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
