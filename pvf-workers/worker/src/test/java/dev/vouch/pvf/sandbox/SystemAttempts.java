package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What no library of Java offers: calls of the system against the parent and against other threads,
 * each with arguments that do no harm where it is allowed. One that answers {@code EPERM} was
 * denied; any other answer, errors included, says that one could ask.
 */
final class SystemAttempts {
  private static final int PROCESS_VM_READV = 310;
  private static final int PROCESS_VM_WRITEV = 311;
  private static final int PIDFD_OPEN = 434;
  private static final int PIDFD_GETFD = 438;
  private static final int MEMFD_CREATE = 319;
  private static final int SHMGET = 29;
  private static final int INOTIFY_INIT1 = 294;
  private static final int UNSHARE = 272;
  private static final int SETNS = 308;
  private static final int CHROOT = 161;
  private static final int SETUID = 105;
  private static final int GETUID = 102;
  private static final int BPF = 321;
  private static final int PERF_EVENT_OPEN = 298;
  private static final int USERFAULTFD = 323;
  private static final int INIT_MODULE = 175;
  private static final int RT_SIGQUEUEINFO = 129;
  private static final int NOFILE = 7;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int IMPOSSIBLE_PTRACE = 0x7777;
  private static final int NO_FLAG = 0x40000000;

  private SystemAttempts() {}

  /** By what they try; all answered by a number, negative for an error. */
  static Map<String, LongSupplier> all() {
    long parent = Libc.syscall(Syscalls.GETPPID);
    var all = new LinkedHashMap<String, LongSupplier>();
    all.put("ptrace the parent", () -> Libc.syscall(Syscalls.PTRACE, IMPOSSIBLE_PTRACE, parent));
    all.put("process_vm_readv of the parent", () -> Libc.syscall(PROCESS_VM_READV, parent));
    all.put("process_vm_writev to the parent", () -> Libc.syscall(PROCESS_VM_WRITEV, parent));
    all.put("tgkill the parent", () -> Libc.syscall(Syscalls.TGKILL, parent, parent, 0));
    all.put("queue a signal", () -> Libc.syscall(RT_SIGQUEUEINFO, parent, 0, 0));
    all.put("pidfd of the parent", () -> closed(Libc.syscall(PIDFD_OPEN, parent, 0)));
    all.put("descriptor of another process", () -> Libc.syscall(PIDFD_GETFD, -1, 0, 0));
    all.put("memory file", SystemAttempts::memoryFile);
    all.put("shared memory", () -> Libc.syscall(SHMGET, 0x1234567, 0, 0));
    all.put("watch files", () -> closed(Libc.syscall(INOTIFY_INIT1, 0)));
    all.put("raise a limit", SystemAttempts::sameLimit);
    all.put("dumpable", () -> Libc.syscall(Syscalls.PRCTL, PR_SET_DUMPABLE, 1, 0, 0, 0));
    all.put("new namespaces", () -> Libc.syscall(UNSHARE, 0));
    all.put("enter a namespace", () -> Libc.syscall(SETNS, -1, 0));
    all.put("change the root", () -> withPath(CHROOT));
    all.put("become another user", () -> Libc.syscall(SETUID, Libc.syscall(GETUID)));
    all.put("execute by the system", () -> withPath(Syscalls.EXECVE));
    all.put("io_uring", () -> Libc.syscall(Syscalls.IO_URING_SETUP, 0, 0));
    all.put("bpf", () -> Libc.syscall(BPF, NO_FLAG, 0, 0));
    all.put("perf_event_open", () -> Libc.syscall(PERF_EVENT_OPEN, 0, 0, -1, -1, 0));
    all.put("userfaultfd", () -> Libc.syscall(USERFAULTFD, NO_FLAG));
    all.put("load a kernel module", () -> Libc.syscall(INIT_MODULE, 0, 0, 0));
    return all;
  }

  private static long memoryFile() {
    try (Arena arena = Arena.ofConfined()) {
      return closed(Libc.syscall(MEMFD_CREATE, Libc.path(arena, "x").address(), 0));
    }
  }

  /** Sets the limit of descriptors to what it is. */
  private static long sameLimit() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(16, 8);
      Libc.syscall(Syscalls.PRLIMIT64, 0, NOFILE, 0, limit.address(), 0);
      return Libc.syscall(Syscalls.PRLIMIT64, 0, NOFILE, limit.address());
    }
  }

  private static long withPath(int call) {
    try (Arena arena = Arena.ofConfined()) {
      return Libc.syscall(call, Libc.path(arena, "/nowhere/at/all").address(), 0, 0);
    }
  }

  private static long closed(long descriptor) {
    if (descriptor >= 0) {
      Libc.syscall(Syscalls.CLOSE, descriptor);
    }
    return descriptor;
  }
}
