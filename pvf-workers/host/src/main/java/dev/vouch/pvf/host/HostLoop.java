package dev.vouch.pvf.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a host: what is posted runs in order, and a defect in it ends no more than
 * itself. Bounded by what is asked of the host, since the work itself runs on other threads.
 */
final class HostLoop {
  private static final Logger LOG = LoggerFactory.getLogger(HostLoop.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("vouch-pvf-host").factory());

  private Optional<ScheduledFuture<?>> repeated = Optional.empty();

  /** After the last task nobody is taken on, for nobody would answer. Of the loop thread. */
  private boolean ended;

  void post(Runnable task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("the host is closed", e);
    }
  }

  /** The same for a task whose future somebody waits for. */
  void postOrFail(CompletableFuture<?> future, Runnable task) {
    try {
      thread.execute(() -> orFail(future, task));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(new IllegalStateException("the PVF host is closed", e));
    }
  }

  /** One task at most repeats; before {@link #stopRepeating} and by the same caller. */
  void repeat(Duration every, Runnable task) {
    repeated =
        Optional.of(
            thread.scheduleAtFixedRate(
                () -> guarded(task), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS));
  }

  void stopRepeating() {
    repeated.ifPresent(timer -> timer.cancel(false));
  }

  /** Runs what was posted and then the last task; nothing is taken after that. */
  void end(Runnable last) {
    try {
      thread.execute(
          () -> {
            ended = true;
            last.run();
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("closed before", e);
    }
    thread.shutdown();
  }

  private void orFail(CompletableFuture<?> future, Runnable task) {
    if (ended) {
      future.completeExceptionally(new IllegalStateException("the PVF host is closed"));
      return;
    }
    try {
      task.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a defect in the PVF host", e);
      future.completeExceptionally(e);
    }
  }

  /** A defect is told and the next event handled: a loop that has ended would answer nobody. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a defect in the PVF host", e);
    }
  }
}
