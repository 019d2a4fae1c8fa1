package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

/**
 * Starts all workers in one thread. A worker asks to be killed when the <em>thread</em> that
 * started it ends, so this one lives as long as any worker does, and no longer: nothing stays
 * behind where the last host has closed.
 */
final class Spawner {
  private final BooleanSupplier needed;

  /** Bounded by those who wait for a start and by the workers that end. */
  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();

  private boolean running;

  /** Told by {@code needed} whether a worker lives; each start counts from inside its call on. */
  Spawner(BooleanSupplier needed) {
    this.needed = needed;
  }

  /** Runs this in the thread and waits for it. */
  Process start(Callable<Process> starting) throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    submit(
        () -> {
          try {
            started.complete(starting.call());
          } catch (Throwable e) {
            // An Error too, like no room for a thread: who waits must hear of it, and this thread
            // must go on, for workers die with it.
            started.completeExceptionally(e);
          }
        });
    try {
      return started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A worker ended: perhaps it was the last one. */
  synchronized void look() {
    if (running) {
      jobs.add(Spawner::nothing);
    }
  }

  private synchronized void submit(Runnable job) {
    jobs.add(job);
    if (!running) {
      running = true;
      Thread.ofPlatform().daemon().name("vouch-pvf-spawner").start(this::run);
    }
  }

  private void run() {
    try {
      do {
        jobs.take().run();
      } while (!done());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private synchronized boolean done() {
    running = !jobs.isEmpty() || needed.getAsBoolean();
    return !running;
  }

  /** A job that only makes the thread look whether it is needed. */
  private static void nothing() {}
}
