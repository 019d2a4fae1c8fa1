package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LiveWorkers::killAll, "vouch-kill-workers"));
  }

  private LiveWorkers() {}

  static void add(Process process, Path directory) {
    LIVE.put(process, directory);
  }

  /** After the process has ended. */
  static void remove(Process process, Path directory) {
    deleteQuietly(directory);
    LIVE.remove(process);
  }

  static int count() {
    return LIVE.size();
  }

  private static void killAll() {
    LIVE.keySet().forEach(Process::destroyForcibly);
    LIVE.values().forEach(LiveWorkers::deleteQuietly);
  }

  private static void deleteQuietly(Path directory) {
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      LOG.warn("cannot delete the worker directory {}: {}", directory, e.toString());
    }
  }
}
