package dev.vouch.devnet;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The time that a start may take: each wait gets what the ones before it left. Many times what an
 * idle machine takes, since a JVM for each validator starts on machines that have other work.
 */
final class Startup {
  private static final long LIMIT_MILLIS = 120_000;

  private final long startedAt = System.nanoTime();
  private final Supplier<String> missing;

  /**
   * @param missing what is missing when the time is over, for people
   */
  Startup(Supplier<String> missing) {
    this.missing = missing;
  }

  long elapsedMillis() {
    return (System.nanoTime() - startedAt) / 1_000_000;
  }

  /** Waits, at most for the time that is left; fails with what could not be done, and why. */
  <T> T await(Future<T> future, String what) {
    long left = LIMIT_MILLIS - elapsedMillis();
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Math.max(1, left), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StartException("cannot " + what + ": " + e.getCause());
    } catch (TimeoutException e) {
      throw new StartException(
          "gave up after " + LIMIT_MILLIS / 1_000 + " s: could not " + what + "; " + missing.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted");
    }
  }

  /** Waits for something that may also be left undone: what does not end, ends with the process. */
  static void awaitQuietly(Future<?> future, long millis) {
    try {
      future.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Left undone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
