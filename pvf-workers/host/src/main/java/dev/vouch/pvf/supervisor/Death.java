package dev.vouch.pvf.supervisor;

import dev.vouch.frames.ExecuteErrorKind;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a worker ended that should not have (validation 2.8.4).
 *
 * @param exitCode as the Java process API tells it: 128 + n for a signal n; empty if it had to be
 *     killed after it broke the protocol
 * @param reason what was seen on the connection
 * @param lastWords the end of its standard error
 */
public record Death(OptionalInt exitCode, String reason, String lastWords) {
  /** What {@code -XX:+ExitOnOutOfMemoryError} ends with. */
  static final int OUT_OF_MEMORY = 3;

  private static final int SIGNAL_BASE = 128;

  /** Signals that somebody else sent, an operator or the kernel that is out of memory. */
  private static final Map<Integer, String> FROM_OUTSIDE =
      Map.of(1, "SIGHUP", 2, "SIGINT", 9, "SIGKILL", 15, "SIGTERM");

  private static final Map<Integer, String> FROM_WITHIN =
      Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV", 31, "SIGSYS");

  /**
   * Who is blamed when this happens under a job. A worker that was killed from outside or ran out
   * of heap says nothing about the candidate, so that is internal; the reference calls every death
   * ambiguous, because it cannot tell. A crash or nonsense on the connection may be the guest's
   * doing and stays ambiguous.
   */
  public ExecuteErrorKind blame() {
    if (exitCode.isEmpty()) {
      return ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH;
    }
    int code = exitCode.getAsInt();
    return code == OUT_OF_MEMORY || FROM_OUTSIDE.containsKey(code - SIGNAL_BASE)
        ? ExecuteErrorKind.INTERNAL
        : ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH;
  }

  public String describe() {
    StringBuilder text =
        new StringBuilder("worker died: ").append(exit()).append("; ").append(reason);
    if (!lastWords.isEmpty()) {
      text.append("; its standard error ends with: ").append(lastWords);
    }
    return text.toString();
  }

  private String exit() {
    if (exitCode.isEmpty()) {
      return "killed by the host";
    }
    int code = exitCode.getAsInt();
    if (code == OUT_OF_MEMORY) {
      return "out of heap or metaspace (exit code 3)";
    }
    int signal = code - SIGNAL_BASE;
    String name = FROM_OUTSIDE.getOrDefault(signal, FROM_WITHIN.get(signal));
    return name == null ? "exit code " + code : "received signal: " + name;
  }
}
