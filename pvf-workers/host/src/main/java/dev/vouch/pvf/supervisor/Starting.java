package dev.vouch.pvf.supervisor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Workers that have not said hello yet: closing ends them too. Thread-safe. */
final class Starting {
  /** A killed process is gone in milliseconds; more means that the machine stands still. */
  private static final long CLOSE_MILLIS = 5_000;

  private final Set<Process> processes = new HashSet<>();
  private int spawns;
  private boolean closed;

  synchronized void begin() throws SpawnException {
    if (closed) {
      throw new SpawnException("the supervisor is closed");
    }
    spawns++;
  }

  synchronized void launched(Process process) {
    processes.add(process);
    if (closed) {
      process.destroyForcibly();
    }
  }

  /** It is among the living now, or was given up. */
  synchronized void end(Process process) {
    processes.remove(process);
  }

  synchronized void done() {
    spawns--;
    notifyAll();
  }

  /** Kills what is starting, and waits until whoever started it has cleaned up. */
  void close() {
    List<CompletableFuture<Process>> exits;
    synchronized (this) {
      closed = true;
      processes.forEach(Process::destroyForcibly);
      exits = processes.stream().map(Process::onExit).toList();
    }
    CompletableFuture.allOf(exits.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .join();
    awaitNone();
  }

  private synchronized void awaitNone() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    try {
      for (long left = CLOSE_MILLIS; spawns > 0 && left > 0; left = millisUntil(end)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millisUntil(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
  }
}
