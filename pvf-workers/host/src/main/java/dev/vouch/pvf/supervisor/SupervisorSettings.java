package dev.vouch.pvf.supervisor;

import dev.vouch.frames.Levers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How workers are started.
 *
 * @param javaHome the JDK that runs them
 * @param jars the worker's class path, unpacked
 * @param tempRoot where each worker gets its private directory
 * @param spawnTimeout bound from start to hello (validation PW-3; longer than the reference's 3 s
 *     as JV-29 says)
 * @param prepareHeapMiB heap of a prepare worker
 * @param executeHeapMiB heap of an execute worker: parameters, linear memory twice while it grows,
 *     result
 * @param sandboxRequired refuse a worker in whose hello a layer is missing
 * @param warmUp workers that execute have their host functions compiled while no job is there
 * @param levers those of them that are options of the virtual machine
 */
public record SupervisorSettings(
    Path javaHome,
    WorkerJars jars,
    Path tempRoot,
    Duration spawnTimeout,
    int prepareHeapMiB,
    int executeHeapMiB,
    boolean sandboxRequired,
    boolean warmUp,
    Levers levers) {
  /** As measured for the largest known runtimes, with room. */
  public static final int PREPARE_HEAP_MIB = 1024;

  /** As measured for the largest known blocks, with room. */
  public static final int EXECUTE_HEAP_MIB = 512;

  /**
   * Bound of the heap of an execute worker: a linear memory of 8192 and 32 pages, the most that
   * live networks have used, while it is copied into one of twice the size, and parameters and
   * result. It is reserved, not used; a guest of a session with the default of 2080 pages cannot
   * get there.
   */
  public static final int MAX_EXECUTE_HEAP_MIB = 1_536;

  /** Without a warm-up, with all levers. */
  public SupervisorSettings(
      Path javaHome,
      WorkerJars jars,
      Path tempRoot,
      Duration spawnTimeout,
      int prepareHeapMiB,
      int executeHeapMiB,
      boolean sandboxRequired) {
    this(
        javaHome,
        jars,
        tempRoot,
        spawnTimeout,
        prepareHeapMiB,
        executeHeapMiB,
        sandboxRequired,
        false,
        Levers.ALL);
  }

  /** This JDK, heaps as above, the sandbox as good as it gets. */
  public static SupervisorSettings defaults(WorkerJars jars) {
    return new SupervisorSettings(
        Path.of(System.getProperty("java.home")),
        jars,
        TempRoot.choose(),
        Duration.ofSeconds(10),
        PREPARE_HEAP_MIB,
        MAX_EXECUTE_HEAP_MIB,
        false,
        false,
        Levers.ALL);
  }

  public SupervisorSettings withSandboxRequired(boolean required) {
    return new SupervisorSettings(
        javaHome,
        jars,
        tempRoot,
        spawnTimeout,
        prepareHeapMiB,
        executeHeapMiB,
        required,
        warmUp,
        levers);
  }

  public SupervisorSettings withWarmUp(boolean wanted) {
    return new SupervisorSettings(
        javaHome,
        jars,
        tempRoot,
        spawnTimeout,
        prepareHeapMiB,
        executeHeapMiB,
        sandboxRequired,
        wanted,
        levers);
  }

  public SupervisorSettings withLevers(Levers newLevers) {
    return new SupervisorSettings(
        javaHome,
        jars,
        tempRoot,
        spawnTimeout,
        prepareHeapMiB,
        executeHeapMiB,
        sandboxRequired,
        warmUp,
        newLevers);
  }
}
