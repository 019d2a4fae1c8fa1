package dev.vouch.pvf.supervisor;

import dev.vouch.pvf.cgroup.WorkerGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every worker process of this JVM with its directory and its cgroup, so that a JVM that is told to
 * stop kills them all at once and leaves nothing behind. A JVM that is killed cannot: then the
 * kernel kills the workers, because the thread that started them ends, and they would end by
 * themselves because their socket closes; their directories and groups go when a host starts the
 * next time.
 */
final class LiveWorkers {
  private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();
  private static final WorkerDirectories DIRECTORIES = new WorkerDirectories();
  private static final WorkerGroups GROUPS = new WorkerGroups();

  private static final Spawner SPAWNER = new Spawner(() -> !LIVE.isEmpty());

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LiveWorkers::killAll, "vouch-kill-workers"));
  }

  private LiveWorkers() {}

  /** The cgroups of this JVM's workers. */
  static WorkerGroups groups() {
    return GROUPS;
  }

  /** See {@link WorkerDirectories#make}. */
  static Path newDirectory(Path root) throws IOException {
    return DIRECTORIES.make(root);
  }

  /** See {@link WorkerDirectories#sweep}. */
  static void sweep(Path root) {
    DIRECTORIES.sweep(root);
  }

  /** A worker whose directory has gone meanwhile, because the JVM stops, is killed. */
  static Process start(ProcessBuilder builder) throws IOException {
    Process process =
        SPAWNER.start(
            () -> {
              Process started = builder.start();
              LIVE.add(started);
              return started;
            });
    if (DIRECTORIES.stopping()) {
      process.destroyForcibly();
    }
    return process;
  }

  /** After the process has ended. */
  static void remove(Process process, Path directory) {
    remove(directory);
    ended(process);
  }

  /** A process that shares its directory with the one after it. */
  static void ended(Process process) {
    LIVE.remove(process);
    SPAWNER.look();
  }

  /** Of a worker that never began. */
  static void remove(Path directory) {
    DIRECTORIES.remove(directory);
  }

  static int count() {
    return LIVE.size();
  }

  private static void killAll() {
    DIRECTORIES.stop();
    LIVE.forEach(Process::destroyForcibly);
    GROUPS.stop();
    DIRECTORIES.removeAll();
  }
}
