package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a supervisor its AOT cache: the one that is in the directory at once, otherwise one that is
 * made in the background, later, so that it never competes with the first jobs of a host. Without
 * one, workers only start more slowly.
 */
public final class FastStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FastStart.class);

  /** After the first preparations; a host that lives shorter than this needs none. */
  public static final Duration DELAY = Duration.ofSeconds(15);

  /** The maker is told to end and then waited for. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** One is made at a time in this JVM; who waited finds it, if the directory is the same. */
  static final ReentrantLock MAKING = new ReentrantLock();

  private final Supervisor supervisor;
  private final Optional<AotCache> cache;
  private final Optional<Thread> maker;

  private FastStart(Supervisor supervisor, Optional<AotCache> cache, Optional<Duration> makeAfter) {
    this.supervisor = supervisor;
    this.cache = cache;
    this.maker =
        cache.flatMap(
            c ->
                makeAfter.map(
                    delay ->
                        Thread.ofVirtual().name("vouch-pvf-aot").start(() -> makeLater(c, delay))));
  }

  /**
   * Looks into the directory, which blocks, and returns.
   *
   * @param makeAfter how long to wait before one is made; empty: never make one
   */
  public static FastStart begin(
      Supervisor supervisor, Path directory, Optional<Duration> makeAfter) {
    try {
      AotCache cache = new AotCache(directory, supervisor.settings());
      Optional<Path> present = cache.find();
      present.ifPresent(supervisor::useAotCache);
      return new FastStart(
          supervisor, Optional.of(cache), present.isPresent() ? Optional.empty() : makeAfter);
    } catch (IOException e) {
      LOG.warn("no AOT cache for PVF workers, they start more slowly: {}", e.toString());
      return new FastStart(supervisor, Optional.empty(), Optional.empty());
    }
  }

  private void makeLater(AotCache making, Duration delay) {
    try {
      Thread.sleep(delay);
      MAKING.lockInterruptibly();
      try {
        Optional<Path> present = making.find();
        supervisor.useAotCache(present.isPresent() ? present.get() : making.make());
      } finally {
        MAKING.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("no AOT cache for PVF workers, they start more slowly: {}", e.toString());
      }
    }
  }

  /** Ends the making, if it goes on; nothing of it is left. */
  @Override
  public void close() {
    maker.ifPresent(Thread::interrupt);
    cache.ifPresent(AotCache::close);
    maker.ifPresent(
        thread -> {
          try {
            thread.join(CLOSE_LIMIT);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
