package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits of resources, soft and hard. What decides about time and memory is the host; CPU time and
 * data are here as backstops, for a worker that nobody watches.
 */
final class Rlimits {
  private static final int CPU = 0;
  private static final int FSIZE = 1;
  private static final int DATA = 2;
  private static final int CORE = 4;
  private static final int NPROC = 6;
  private static final int NOFILE = 7;
  private static final int MEMLOCK = 8;
  private static final int MSGQUEUE = 12;

  /** The runtime, its jars and one socket are about 20 descriptors. */
  private static final long DESCRIPTORS = 256;

  /** A thousand jobs (after which a worker is replaced) of three times 12 s, with room. */
  private static final long CPU_SECONDS = 12 * 3600;

  /**
   * Beside the heap: the guest's stack of up to 1 GiB, which counts although it is hardly touched,
   * 240 MiB of compiled code, 256 MiB of metaspace, the collector's tables, and the C library's
   * pools of each thread.
   */
  private static final long DATA_BESIDE_HEAP = 3L << 30;

  /** The virtual machine's and ours are about 25. */
  private static final long THREADS = 256;

  private Rlimits() {}

  /**
   * @param ownUsers whether this user is one of a namespace of ours: otherwise its other processes
   *     would be counted too
   */
  private static Map<Integer, Long> limits(boolean ownUsers) {
    var limits =
        new TreeMap<>(
            Map.of(
                CPU, CPU_SECONDS,
                FSIZE, 0L,
                DATA, Runtime.getRuntime().maxMemory() + DATA_BESIDE_HEAP,
                CORE, 0L,
                NOFILE, DESCRIPTORS,
                MEMLOCK, 0L,
                MSGQUEUE, 0L));
    if (ownUsers) {
      limits.put(NPROC, THREADS);
    }
    return limits;
  }

  /** 0, or the first negative errno. */
  static long install(boolean ownUsers) {
    for (var limit : limits(ownUsers).entrySet()) {
      long wanted = Math.min(limit.getValue(), hard(limit.getKey()));
      long result = set(limit.getKey(), wanted);
      if (result < 0) {
        return result;
      }
    }
    return 0;
  }

  /**
   * For the maker of an AOT cache, which ends by itself after seconds and writes files.
   *
   * @return 0, or the first negative errno
   */
  static long installForMaker(long cpuSeconds, long fileBytes) {
    var limits =
        new TreeMap<>(
            Map.of(CPU, cpuSeconds, FSIZE, fileBytes, CORE, 0L, NOFILE, DESCRIPTORS, MEMLOCK, 0L));
    for (var limit : limits.entrySet()) {
      long result = set(limit.getKey(), Math.min(limit.getValue(), hard(limit.getKey())));
      if (result < 0) {
        return result;
      }
    }
    return 0;
  }

  /** True if every limit is at least as narrow as {@link #install} sets it. */
  static boolean hold(boolean ownUsers) {
    return limits(ownUsers).entrySet().stream()
        .allMatch(l -> Long.compareUnsigned(get(l.getKey(), 0), l.getValue()) <= 0);
  }

  static String describe(boolean ownUsers) {
    return "no core, no file output, %d descriptors, %d MiB of data, %d h of CPU%s"
        .formatted(
            DESCRIPTORS,
            (Runtime.getRuntime().maxMemory() + DATA_BESIDE_HEAP) >> 20,
            CPU_SECONDS / 3600,
            ownUsers ? ", " + THREADS + " threads" : "");
  }

  private static long hard(int resource) {
    long value = get(resource, 8);
    return value < 0 ? Long.MAX_VALUE : value;
  }

  private static long set(int resource, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(16, 8);
      limit.set(ValueLayout.JAVA_LONG, 0, value);
      limit.set(ValueLayout.JAVA_LONG, 8, value);
      return Libc.syscall(Syscalls.PRLIMIT64, 0, resource, limit.address());
    }
  }

  /** Unsigned: all bits for no limit, which is also what comes of a failure. */
  private static long get(int resource, int offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(16, 8);
      long result = Libc.syscall(Syscalls.PRLIMIT64, 0, resource, 0, limit.address(), 0);
      return result < 0 ? -1 : limit.get(ValueLayout.JAVA_LONG, offset);
    }
  }
}
