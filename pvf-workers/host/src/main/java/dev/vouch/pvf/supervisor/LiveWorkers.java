package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every worker process of this JVM with its directory, so that a JVM that is told to stop kills
 * them all at once and leaves no directory. (A JVM that is killed cannot: then the workers end
 * because their socket closes.)
 */
final class LiveWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(LiveWorkers.class);
  private static final Map<Process, Path> LIVE = new ConcurrentHashMap<>();

  /** Made and not yet removed; guarded by itself. */
  private static final Set<Path> DIRECTORIES = new LinkedHashSet<>();

  /** The JVM stops: no worker begins any more. Guarded by the directories. */
  private static boolean stopping;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LiveWorkers::killAll, "vouch-kill-workers"));
  }

  private LiveWorkers() {}

  /** A new directory for one worker, for its owner only; none once the JVM stops. */
  static Path newDirectory(Path root) throws IOException {
    synchronized (DIRECTORIES) {
      if (stopping) {
        throw new IOException("the JVM stops");
      }
      Path directory = Files.createTempDirectory(root, "vouch-pvf-");
      DIRECTORIES.add(directory);
      return directory;
    }
  }

  /** A worker whose directory has gone meanwhile, because the JVM stops, is killed. */
  static void add(Process process, Path directory) {
    LIVE.put(process, directory);
    synchronized (DIRECTORIES) {
      if (stopping) {
        process.destroyForcibly();
      }
    }
  }

  /** After the process has ended. */
  static void remove(Process process, Path directory) {
    remove(directory);
    LIVE.remove(process);
  }

  /** Of a worker that never began. */
  static void remove(Path directory) {
    deleteQuietly(directory);
    synchronized (DIRECTORIES) {
      DIRECTORIES.remove(directory);
    }
  }

  static int count() {
    return LIVE.size();
  }

  private static void killAll() {
    synchronized (DIRECTORIES) {
      stopping = true;
      LIVE.keySet().forEach(Process::destroyForcibly);
      DIRECTORIES.forEach(LiveWorkers::deleteQuietly);
    }
  }

  private static void deleteQuietly(Path directory) {
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      LOG.warn("cannot delete the worker directory {}: {}", directory, e.toString());
    }
  }
}
