package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The filters of system calls, for all threads. The first one allows what {@link Syscalls} lists,
 * some calls with some arguments, and lets everything else fail with {@code EPERM}, so that a
 * library which merely tries goes on, and so that the filter can be tried out by the process that
 * it binds. The second one, which is installed after that, kills the process for what only somebody
 * who got out of the engine does. A call through another architecture's entry kills at once.
 */
final class Seccomp {
  private static final int SET_MODE_FILTER = 1;
  private static final int FLAG_TSYNC = 1;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int FAIL = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  private static final int AUDIT_ARCH_X86_64 = 0xC000003E;
  private static final int X32_FIRST = 0x40000000;

  // struct seccomp_data: nr, arch, instruction pointer, six arguments of 64 bits
  private static final int NR = 0;
  private static final int ARCH = 4;

  /**
   * What makes a thread, as the C library does, must be shared: all of CLONE_VM, CLONE_FS,
   * CLONE_FILES, CLONE_SIGHAND and CLONE_THREAD.
   */
  private static final int CLONE_AS_THREAD = 0x100 | 0x200 | 0x400 | 0x800 | 0x10000;

  /** Every new namespace; CLONE_PTRACE, CLONE_VFORK, CLONE_PARENT and CLONE_UNTRACED. */
  private static final int CLONE_FORBIDDEN = 0x7e020000 | 0x2000 | 0x4000 | 0x8000 | 0x800000;

  /** O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND and O_TMPFILE's own bit. */
  private static final int OPEN_FOR_WRITING = 1 | 2 | 0x40 | 0x200 | 0x400 | 0x400000;

  /** F_GETFD, F_SETFD, F_GETFL and F_SETFL; not F_SETOWN, which would send signals. */
  private static final int[] FCNTL_COMMANDS = {1, 2, 3, 4};

  /** PR_SET_NAME, and PR_SET_VMA, by which the C library names memory. */
  private static final int[] PRCTL_OPTIONS = {15, 0x53564d41};

  private Seccomp() {}

  /** Installs the first filter; 0, or what the kernel answered. */
  static long install(int pid) {
    return install(allowList(pid));
  }

  /** Installs the second one, after which there is no third. */
  static long installDeadly() {
    return install(deadly());
  }

  /** Makes the filters and forgets them. */
  static void rehearse() {
    if (allowList(0).size() == 0 || deadly().size() == 0) {
      throw new IllegalStateException("an empty filter");
    }
  }

  private static long install(Bpf program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(16, 8);
      filter.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
      filter.set(ValueLayout.JAVA_LONG, 8, program.code(arena).address());
      return Libc.syscall(Syscalls.SECCOMP, SET_MODE_FILTER, FLAG_TSYNC, filter.address());
    }
  }

  private static Bpf allowList(int pid) {
    Bpf program = nativeCalls();
    Syscalls.allowed().forEach(number -> program.returnIf(number, ALLOW));
    // The C library falls back to clone, whose flags a filter can see.
    program.returnIf(Syscalls.CLONE3, FAIL | ENOSYS);
    program.call(
        Syscalls.CLONE,
        test -> {
          test.failIfAny(0, CLONE_FORBIDDEN);
          test.failUnlessAll(0, CLONE_AS_THREAD);
        });
    program.call(Syscalls.OPEN, test -> test.failIfAny(1, OPEN_FOR_WRITING));
    program.call(Syscalls.OPENAT, test -> test.failIfAny(2, OPEN_FOR_WRITING));
    program.call(Syscalls.KILL, test -> test.failUnless(0, pid));
    program.call(Syscalls.TGKILL, test -> test.failUnless(0, pid));
    program.call(Syscalls.FCNTL, test -> test.failUnless(1, FCNTL_COMMANDS));
    program.call(Syscalls.PRCTL, test -> test.failUnless(0, PRCTL_OPTIONS));
    // New limits for a process: only reading them is allowed, and only one's own.
    program.call(
        Syscalls.PRLIMIT64,
        test -> {
          test.failUnless(0, 0, pid);
          test.failUnlessZero(2);
        });
    // For the second filter, which takes it away.
    program.returnIf(Syscalls.SECCOMP, ALLOW);
    program.end(FAIL | EPERM);
    return program;
  }

  private static Bpf deadly() {
    Bpf program = nativeCalls();
    Syscalls.DEADLY.forEach(number -> program.returnIf(number, KILL_PROCESS));
    program.returnIf(Syscalls.SECCOMP, FAIL | EPERM);
    program.end(ALLOW);
    return program;
  }

  /** Nothing of 32 bits, nothing of x32; the number is loaded afterwards. */
  private static Bpf nativeCalls() {
    Bpf program = new Bpf(FAIL | EPERM, ALLOW);
    program.load(ARCH);
    program.returnUnless(AUDIT_ARCH_X86_64, KILL_PROCESS);
    program.load(NR);
    program.returnIfAtLeast(X32_FIRST, KILL_PROCESS);
    return program;
  }
}
