package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Every worker process of this JVM with its directory, so that a JVM that is told to stop kills
 * them all at once and leaves no directory. A JVM that is killed cannot: then the kernel kills the
 * workers, because the thread that started them ends, and they would end by themselves because
 * their socket closes; their directories go when a host starts the next time.
 */
final class LiveWorkers {
  private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();
  private static final WorkerDirectories DIRECTORIES = new WorkerDirectories();

  /**
   * Starts all workers. A worker asks to be killed when the <em>thread</em> that started it ends,
   * so this one lives as long as the JVM; it is the only thread that stays after the last host has
   * closed.
   */
  private static final Executor SPAWNER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("vouch-pvf-spawner").factory());

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LiveWorkers::killAll, "vouch-kill-workers"));
  }

  private LiveWorkers() {}

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
    try {
      Process process = CompletableFuture.supplyAsync(() -> startHere(builder), SPAWNER).join();
      if (DIRECTORIES.stopping()) {
        process.destroyForcibly();
      }
      return process;
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException cause) {
        throw cause.getCause();
      }
      throw e;
    }
  }

  private static Process startHere(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      LIVE.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the process has ended. */
  static void remove(Process process, Path directory) {
    remove(directory);
    ended(process);
  }

  /** A process that shares its directory with the one after it. */
  static void ended(Process process) {
    LIVE.remove(process);
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
    DIRECTORIES.removeAll();
  }
}
