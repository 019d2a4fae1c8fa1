package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What a worker asks the kernel about itself: thread ids, clocks, peak memory, and an end that no
 * other thread can delay. Where the system calls are not known, each has a plain answer.
 */
public final class NativeProcess {
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int CLOCK_PROCESS_CPU = 2;
  private static final int CLOCK_THREAD_CPU = 3;

  private NativeProcess() {}

  /** True on Linux on x86-64, whose system calls we know. */
  public static boolean known() {
    return "Linux".equals(System.getProperty("os.name"))
        && "amd64".equals(System.getProperty("os.arch"));
  }

  /** Native id of the calling thread; 0 where unknown. */
  public static long threadId() {
    return known() ? Libc.syscall(Syscalls.GETTID) : 0;
  }

  /** CPU time of the calling thread, nanoseconds. */
  public static long threadCpuNanos() {
    return known() ? clock(CLOCK_THREAD_CPU) : System.nanoTime();
  }

  /** CPU time of the process, nanoseconds. */
  public static long processCpuNanos() {
    return known() ? clock(CLOCK_PROCESS_CPU) : System.nanoTime();
  }

  /** Highest resident size of the process so far; 0 where unknown. */
  public static long peakMemoryBytes() {
    if (!known()) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      // struct rusage: two time values of 16 bytes, then ru_maxrss in KiB
      MemorySegment usage = arena.allocate(144, 8);
      long result = Libc.syscall(Syscalls.GETRUSAGE, 0, usage.address());
      return result < 0 ? 0 : usage.get(ValueLayout.JAVA_LONG, 32) * 1024;
    }
  }

  /**
   * Ends the process at once: no shutdown hooks, no waiting for threads, so that a guest which
   * never comes to a safepoint cannot keep the process alive.
   */
  public static void exitNow(int status) {
    if (known()) {
      Libc.syscall(Syscalls.EXIT_GROUP, status);
    }
    Runtime.getRuntime().halt(status);
  }

  /**
   * Ignores interrupt and hang-up of the terminal: they go to the whole process group, and it is
   * the host that decides when a worker ends.
   *
   * @return true if they are ignored
   */
  public static boolean ignoreTerminalSignals() {
    return known() && ignore(SIGINT) >= 0 && ignore(SIGHUP) >= 0;
  }

  private static long ignore(int signal) {
    try (Arena arena = Arena.ofConfined()) {
      // struct kernel_sigaction: handler (1 = ignore), flags, restorer, mask
      MemorySegment action = arena.allocate(32, 8);
      action.set(ValueLayout.JAVA_LONG, 0, 1L);
      return Libc.syscall(Syscalls.RT_SIGACTION, signal, action.address(), 0, 8, 0);
    }
  }

  private static long clock(int which) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(16, 8);
      Libc.syscall(Syscalls.CLOCK_GETTIME, which, time.address());
      return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
          + time.get(ValueLayout.JAVA_LONG, 8);
    }
  }
}
