package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private directories of workers. Each holds a file that this JVM keeps locked while it lives,
 * so that whoever starts later knows which directories a killed JVM has left behind: the operating
 * system gives a lock up with its process. Thread-safe; one worker, one open file.
 */
final class WorkerDirectories {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerDirectories.class);

  static final String PREFIX = "vouch-pvf-";

  /** Not in the way of the worker's own files. */
  static final String LOCK = ".host";

  /** A directory without a lock file may be one that is just being made. */
  private static final Duration NEW = Duration.ofMinutes(10);

  /** Made and not yet removed, with the channels that hold their locks; guarded by itself. */
  private final Map<Path, FileChannel> open = new LinkedHashMap<>();

  /** The JVM stops: no worker begins any more. */
  private boolean stopping;

  /** A new directory for one worker, for its owner only; none once the JVM stops. */
  Path make(Path root) throws IOException {
    synchronized (open) {
      if (stopping) {
        throw new IOException("the JVM stops");
      }
      Path directory = Files.createTempDirectory(root.toRealPath(), PREFIX);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      open.put(directory, channel);
      if (channel.tryLock() == null) {
        throw new IOException("somebody else holds the lock of the new directory " + directory);
      }
      return directory;
    }
  }

  void remove(Path directory) {
    synchronized (open) {
      deleteQuietly(directory);
      FileChannel channel = open.remove(directory);
      if (channel != null) {
        closeQuietly(channel);
      }
    }
  }

  boolean stopping() {
    synchronized (open) {
      return stopping;
    }
  }

  /** No directory is made any more. */
  void stop() {
    synchronized (open) {
      stopping = true;
    }
  }

  void removeAll() {
    synchronized (open) {
      open.keySet().forEach(WorkerDirectories::deleteQuietly);
    }
  }

  /** Removes what JVMs have left that do not live any more. Nobody else's directory is touched. */
  void sweep(Path root) {
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(root.toRealPath(), PREFIX + "*")) {
      for (Path directory : directories) {
        sweepOne(directory);
      }
    } catch (IOException e) {
      LOG.warn("cannot look for left worker directories in {}: {}", root, e.toString());
    }
  }

  private void sweepOne(Path directory) {
    synchronized (open) {
      // Closing another channel on a file of ours would give our lock up, so ours are never opened.
      if (open.containsKey(directory) || !isOurUsers(directory)) {
        return;
      }
      try {
        if (isAbandoned(directory)) {
          Directories.delete(directory);
          LOG.info("removed {}, which a JVM that was killed has left", directory);
        }
      } catch (IOException e) {
        LOG.debug("left {} alone: {}", directory, e.toString());
      }
    }
  }

  /** Others can make such names too, in a place that is shared. */
  private static boolean isOurUsers(Path directory) {
    try {
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
              .equals(Files.getOwner(Path.of("/proc/self")));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean isAbandoned(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      long age =
          System.currentTimeMillis()
              - Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS).toMillis();
      return age > NEW.toMillis();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private static void deleteQuietly(Path directory) {
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      LOG.warn("cannot delete the worker directory {}: {}", directory, e.toString());
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a lock file: {}", e.toString());
    }
  }
}
