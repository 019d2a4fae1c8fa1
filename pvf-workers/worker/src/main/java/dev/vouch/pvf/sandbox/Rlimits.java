package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits of resources that the worker has no use for. CPU time and memory are the host's to limit.
 */
final class Rlimits {
  private static final int CORE = 4;
  private static final int NOFILE = 7;
  private static final int MEMLOCK = 8;
  private static final int MSGQUEUE = 12;

  /** Soft and hard: the runtime, its jars and one socket are about 20 descriptors. */
  private static final long DESCRIPTORS = 256;

  private static final Map<Integer, Long> LIMITS =
      new TreeMap<>(Map.of(CORE, 0L, NOFILE, DESCRIPTORS, MEMLOCK, 0L, MSGQUEUE, 0L));

  private Rlimits() {}

  /** 0, or the first negative errno. */
  static long install() {
    for (var limit : LIMITS.entrySet()) {
      long result = set(limit.getKey(), limit.getValue());
      if (result < 0) {
        return result;
      }
    }
    return 0;
  }

  /** True if every limit is as {@link #install} sets it. */
  static boolean hold() {
    return LIMITS.entrySet().stream().allMatch(l -> get(l.getKey()) == l.getValue());
  }

  private static long set(int resource, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(16, 8);
      limit.set(ValueLayout.JAVA_LONG, 0, value);
      limit.set(ValueLayout.JAVA_LONG, 8, value);
      return Libc.syscall(Syscalls.PRLIMIT64, 0, resource, limit.address());
    }
  }

  private static long get(int resource) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(16, 8);
      long result = Libc.syscall(Syscalls.PRLIMIT64, 0, resource, 0, limit.address(), 0);
      return result < 0 ? -1 : limit.get(ValueLayout.JAVA_LONG, 8);
    }
  }
}
