package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Attempts to do what is forbidden, none of which does harm where it is not. Each tells whether it
 * was denied.
 */
final class Probes {
  private static final long AT_FDCWD = -100;
  private static final int O_CREAT_WRITE = 0x41;
  private static final int STAT_ACCESS = 21;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;

  /** CLONE_SIGHAND without CLONE_VM is refused by every kernel with EINVAL. */
  private static final int IMPOSSIBLE_CLONE = 0x800;

  /** No such request: refused by every kernel, but not with EPERM. */
  private static final int IMPOSSIBLE_PTRACE = 0x7777;

  private final Map<String, LongSupplier> attempts = new LinkedHashMap<>();

  /** The errors that say no. */
  private final Set<Long> refusals;

  private Probes(Long... refusals) {
    this.refusals = Set.of(refusals);
  }

  /**
   * For landlock: reading a file that everybody may read, and listing a directory, which is there
   * in any case. In a root of our own the others are not.
   */
  static Probes files() {
    var probes = new Probes(Libc.EPERM, Libc.EACCES, Libc.ENOENT);
    probes.attempts.put("read /etc/passwd", () -> open("/etc/passwd", 0));
    probes.attempts.put("list /", () -> open("/", 0));
    probes.attempts.put("read /proc/self/environ", () -> open("/proc/self/environ", 0));
    return probes;
  }

  /** For a root of one's own: there is nothing to be read, nor anything to be made. */
  static Probes root() {
    var probes = new Probes(Libc.ENOENT, Libc.EROFS);
    probes.attempts.put("read /etc/passwd", () -> open("/etc/passwd", 0));
    probes.attempts.put("read /proc/self/environ", () -> open("/proc/self/environ", 0));
    probes.attempts.put("create /x", () -> open("/x", O_CREAT_WRITE));
    probes.attempts.put("/etc", () -> withPath("/etc", STAT_ACCESS));
    probes.attempts.put("/dev", () -> withPath("/dev", STAT_ACCESS));
    probes.attempts.put("..", () -> withPath("/../etc", STAT_ACCESS));
    return probes;
  }

  /** For seccomp: one of each kind, all with arguments that do nothing where they are allowed. */
  static Probes calls() {
    var probes = new Probes(Libc.EPERM);
    probes.attempts.put("create a file", () -> open("/nowhere/at/all", O_CREAT_WRITE));
    probes.attempts.put(
        "TCP socket", () -> closed(Libc.syscall(Syscalls.SOCKET, AF_INET, SOCK_STREAM, 0)));
    probes.attempts.put(
        "Unix socket", () -> closed(Libc.syscall(Syscalls.SOCKET, AF_UNIX, SOCK_STREAM, 0)));
    probes.attempts.put("execute", () -> withPath("/nowhere/at/all", Syscalls.EXECVE));
    probes.attempts.put("fork", () -> Libc.syscall(Syscalls.CLONE, IMPOSSIBLE_CLONE));
    probes.attempts.put("signal init", () -> Libc.syscall(Syscalls.KILL, 1, 0));
    probes.attempts.put("debug", () -> Libc.syscall(Syscalls.PTRACE, IMPOSSIBLE_PTRACE, 1));
    probes.attempts.put("remove a file", () -> withPath("/nowhere/at/all", Syscalls.UNLINK));
    probes.attempts.put("io_uring", () -> Libc.syscall(Syscalls.IO_URING_SETUP, 0, 0));
    probes.attempts.put("mount", () -> withPath("/nowhere/at/all", Syscalls.UMOUNT2));
    probes.attempts.put("a number not given out", () -> Libc.syscall(Syscalls.BEYOND_LAST));
    return probes;
  }

  /** Makes every attempt; the names of those that were not denied, joined, or an empty text. */
  String notDenied() {
    return String.join(
        ", ",
        attempts.entrySet().stream()
            .filter(a -> !refused(a.getValue().getAsLong()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** The attempts, for people. */
  String names() {
    return String.join(", ", attempts.keySet());
  }

  private boolean refused(long result) {
    return refusals.contains(-result);
  }

  private static long open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return closed(
          Libc.syscall(
              Syscalls.OPENAT, AT_FDCWD, Libc.path(arena, path).address(), flags, 0600, 0));
    }
  }

  private static long withPath(String path, int call) {
    try (Arena arena = Arena.ofConfined()) {
      return Libc.syscall(call, Libc.path(arena, path).address(), 0, 0);
    }
  }

  private static long closed(long descriptor) {
    if (descriptor >= 0) {
      Libc.syscall(Syscalls.CLOSE, descriptor);
    }
    return descriptor;
  }
}
