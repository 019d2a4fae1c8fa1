package dev.vouch.pvf.artifacts;

import dev.vouch.pvf.queue.ArtifactId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lock per artifact of a directory, between hosts of this JVM and between processes: a byte
 * range of the directory's lock file, and a lock in memory before it because the JVM cannot hold
 * one range twice. The channel is shared within the JVM, for closing any channel of a file gives up
 * all locks of the process on it. The lock file itself stays.
 */
final class DirectoryLocks {
  /** Where the shared state of a directory is kept while at least one store is open on it. */
  private static final Map<Path, DirectoryLocks> OPEN = new HashMap<>();

  static final String FILE_NAME = ".lock";

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryLocks.class);

  /** Between two looks whether another process has given a lock up. */
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path directory;
  private final FileChannel channel;

  /** Only artifacts in work have an entry; guarded by itself. */
  private final Map<Long, Entry> inMemory = new HashMap<>();

  /** Guarded by {@link #OPEN}. */
  private int users;

  private static final class Entry {
    final ReentrantLock lock = new ReentrantLock();
    int users;
  }

  private DirectoryLocks(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLocks open(Path realDirectory) throws IOException {
    synchronized (OPEN) {
      DirectoryLocks locks = OPEN.get(realDirectory);
      if (locks == null) {
        FileChannel channel =
            FileChannel.open(
                realDirectory.resolve(FILE_NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        locks = new DirectoryLocks(realDirectory, channel);
        OPEN.put(realDirectory, locks);
      }
      locks.users++;
      return locks;
    }
  }

  void close() throws IOException {
    synchronized (OPEN) {
      if (--users == 0) {
        OPEN.remove(directory);
        channel.close();
      }
    }
  }

  /**
   * Waits until nobody else prepares this artifact, but no longer than that; then it is prepared
   * twice.
   */
  ArtifactLock lock(ArtifactId id, ArtifactEnvironment environment, Duration atMost)
      throws IOException, InterruptedException {
    long position = position(id, environment);
    long end = System.nanoTime() + atMost.toNanos();
    Entry entry = enter(position);
    if (!entry.lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      leave(position, entry);
      return givenUp(id, atMost);
    }
    try {
      FileLock range = channel.tryLock(position, 1, false);
      while (range == null && System.nanoTime() < end) {
        Thread.sleep(POLL);
        range = channel.tryLock(position, 1, false);
      }
      if (range == null) {
        release(position, entry);
        return givenUp(id, atMost);
      }
      FileLock held = range;
      return () -> {
        try {
          held.close();
        } finally {
          release(position, entry);
        }
      };
    } catch (IOException | InterruptedException | RuntimeException e) {
      release(position, entry);
      throw e;
    }
  }

  private ArtifactLock givenUp(ArtifactId id, Duration waited) {
    LOG.warn(
        "another host has prepared {} in {} for {}; it may be stopped, and is not waited for",
        id.codeHash().shortHex(),
        directory,
        waited);
    return () -> {};
  }

  private Entry enter(long position) {
    synchronized (inMemory) {
      Entry entry = inMemory.computeIfAbsent(position, p -> new Entry());
      entry.users++;
      return entry;
    }
  }

  private void release(long position, Entry entry) {
    entry.lock.unlock();
    leave(position, entry);
  }

  private void leave(long position, Entry entry) {
    synchronized (inMemory) {
      if (--entry.users == 0) {
        inMemory.remove(position);
      }
    }
  }

  /** A collision only makes two preparations wait for each other. */
  private static long position(ArtifactId id, ArtifactEnvironment environment) {
    byte[] code = id.codeHash().toArray();
    long position = environment.tag().hashCode() * 31L + id.prepHash().hashCode();
    for (int i = 0; i < Long.BYTES; i++) {
      position = position * 257 + code[i];
    }
    return position & (Long.MAX_VALUE >> 1);
  }
}
