package dev.vouch.pvf.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Numbers of system calls on x86-64, and which of them a worker may make once its sandbox is
 * closed. The list was found by tracing workers that prepare, load and run every fixture under both
 * JITs, and by reading what the C library and the virtual machine call in the rarer cases (memory
 * pressure, crashes, signals, stopped processes).
 */
final class Syscalls {
  static final int READ = 0;
  static final int OPEN = 2;
  static final int CLOSE = 3;
  static final int RT_SIGACTION = 13;
  static final int SETPRIORITY = 141;
  static final int SOCKET = 41;
  static final int CONNECT = 42;
  static final int SOCKETPAIR = 53;
  static final int GETPID = 39;
  static final int CLONE = 56;
  static final int EXECVE = 59;
  static final int KILL = 62;
  static final int FCNTL = 72;
  static final int MKDIR = 83;
  static final int UNLINK = 87;
  static final int CHDIR = 80;
  static final int GETRUSAGE = 98;
  static final int PTRACE = 101;
  static final int GETPPID = 110;
  static final int CAPSET = 126;
  static final int PIVOT_ROOT = 155;
  static final int PRCTL = 157;
  static final int MOUNT = 165;
  static final int UMOUNT2 = 166;
  static final int GETTID = 186;
  static final int CLOCK_GETTIME = 228;
  static final int EXIT_GROUP = 231;
  static final int TGKILL = 234;
  static final int OPENAT = 257;
  static final int PRLIMIT64 = 302;
  static final int SECCOMP = 317;
  static final int IO_URING_SETUP = 425;
  static final int IO_URING_ENTER = 426;
  static final int IO_URING_REGISTER = 427;
  static final int CLONE3 = 435;
  static final int LANDLOCK_CREATE_RULESET = 444;
  static final int LANDLOCK_ADD_RULE = 445;
  static final int LANDLOCK_RESTRICT_SELF = 446;

  /** Above all numbers that are given out today; what is not allowed is tried up to here. */
  static final int BEYOND_LAST = 480;

  /** Allowed whatever their arguments are, by what they are for. */
  static final Map<String, List<Integer>> ALLOWED =
      Map.ofEntries(
          // read write close lseek pread64 pwrite64 readv writev; of descriptors that are open
          Map.entry("open files and the socket", List.of(READ, 1, CLOSE, 8, 17, 18, 19, 20)),
          // poll ppoll shutdown dup2: what Java closes a socket with
          Map.entry("waiting for the socket", List.of(7, 271, 48, 33)),
          // stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
          // getcwd: classes and libraries are loaded when they are first needed
          Map.entry("looking at files", List.of(4, 5, 6, 262, 332, 21, 269, 439, 89, 267, 79)),
          // mmap mprotect munmap brk mremap madvise membarrier
          Map.entry("memory", List.of(9, 10, 11, 12, 25, 28, 324)),
          // rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall: safepoints, and
          // going on after a stop
          Map.entry("own signals", List.of(RT_SIGACTION, 14, 15, 131, 219)),
          // futex sched_yield sched_getaffinity sched_getparam sched_getscheduler set_robust_list
          // get_robust_list rseq getcpu exit exit_group
          Map.entry("threads", List.of(202, 24, 204, 143, 145, 273, 274, 334, 309, 60, EXIT_GROUP)),
          // gettimeofday time clock_gettime clock_getres nanosleep clock_nanosleep times getrusage
          Map.entry("time", List.of(96, 201, CLOCK_GETTIME, 229, 35, 230, 100, GETRUSAGE)),
          // getpid gettid getppid getuid geteuid getgid getegid uname sysinfo getrlimit getrandom
          Map.entry(
              "knowing oneself",
              List.of(GETPID, GETTID, GETPPID, 102, 107, 104, 108, 63, 99, 97, 318)));

  /**
   * Nothing in a worker makes these once its sandbox is closed, so who does has got out of the
   * engine: the process is killed at once, as in the reference (validation 2.9.4).
   */
  static final List<Integer> DEADLY =
      List.of(SOCKET, CONNECT, SOCKETPAIR, IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER);

  private Syscalls() {}

  /** All numbers that are allowed without a look at arguments, ascending. */
  static List<Integer> allowed() {
    var numbers = new TreeSet<Integer>();
    ALLOWED.values().forEach(numbers::addAll);
    return List.copyOf(numbers);
  }
}
