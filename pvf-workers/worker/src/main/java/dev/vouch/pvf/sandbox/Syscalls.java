package dev.vouch.pvf.sandbox;

import java.util.List;
import java.util.Map;

/** Numbers of system calls on x86-64, and which of them a worker may not make. */
final class Syscalls {
  static final int OPEN = 2;
  static final int CLOSE = 3;
  static final int RT_SIGACTION = 13;
  static final int GETPID = 39;
  static final int SOCKET = 41;
  static final int CLONE = 56;
  static final int EXECVE = 59;
  static final int KILL = 62;
  static final int UNLINK = 87;
  static final int GETRUSAGE = 98;
  static final int PTRACE = 101;
  static final int PRCTL = 157;
  static final int GETTID = 186;
  static final int CLOCK_GETTIME = 228;
  static final int EXIT_GROUP = 231;
  static final int TGKILL = 234;
  static final int OPENAT = 257;
  static final int PRLIMIT64 = 302;
  static final int SECCOMP = 317;
  static final int CLONE3 = 435;
  static final int LANDLOCK_CREATE_RULESET = 444;
  static final int LANDLOCK_ADD_RULE = 445;
  static final int LANDLOCK_RESTRICT_SELF = 446;

  /** Denied whatever their arguments are, by what they would give. */
  static final Map<String, List<Integer>> DENIED =
      Map.ofEntries(
          // socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg
          Map.entry("network", List.of(SOCKET, 42, 43, 44, 46, 49, 50, 53, 288, 307)),
          // fork vfork execve execveat setpgid setsid
          Map.entry("processes", List.of(57, 58, EXECVE, 322, 109, 112)),
          // ptrace process_vm_readv process_vm_writev kcmp process_madvise
          Map.entry("other processes", List.of(PTRACE, 310, 311, 312, 440)),
          // rt_sigqueueinfo rt_tgsigqueueinfo tkill pidfd_send_signal pidfd_open pidfd_getfd
          Map.entry("signals", List.of(129, 297, 200, 424, 434, 438)),
          // rename mkdir rmdir creat link unlink symlink and their later forms, truncate
          Map.entry(
              "directories",
              List.of(82, 83, 84, 85, 86, UNLINK, 88, 76, 258, 263, 264, 265, 266, 316)),
          // chmod fchmod chown fchown lchown fchownat fchmodat utime utimes futimesat utimensat
          // mknod mknodat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
          // fallocate fchmodat2 openat2 open_by_handle_at name_to_handle_at
          Map.entry(
              "files",
              List.of(
                  90, 91, 92, 93, 94, 260, 268, 132, 235, 261, 280, 133, 259, 188, 189, 190, 197,
                  198, 199, 285, 452, 437, 304, 303)),
          // mount umount2 pivot_root chroot unshare setns swapon swapoff and the mount calls of
          // Linux 5.2 and later
          Map.entry(
              "namespaces",
              List.of(165, 166, 155, 161, 272, 308, 167, 168, 428, 429, 430, 431, 432, 433, 442)),
          // setuid and its kin, capset, personality
          Map.entry("identity", List.of(105, 106, 113, 114, 116, 117, 119, 122, 123, 126, 135)),
          // shm, sem, msg and mq
          Map.entry(
              "shared memory",
              List.of(29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 220, 240, 241, 242, 243, 244, 245)),
          // io_uring, io_setup io_submit, userfaultfd, bpf, perf_event_open, memfd_create,
          // memfd_secret, fanotify, inotify, vmsplice, splice, tee
          Map.entry(
              "kernel interfaces",
              List.of(
                  425, 426, 427, 206, 209, 323, 321, 298, 319, 447, 300, 301, 253, 254, 294, 278,
                  275, 276)),
          // add_key request_key keyctl, modules, kexec, reboot, clocks, host name, accounting,
          // quotas, iopl ioperm, syslog, vhangup, lookup_dcookie, seccomp
          Map.entry(
              "system",
              List.of(
                  248, 249, 250, 175, 176, 313, 246, 320, 169, 164, 227, 159, 305, 170, 171, 163,
                  179, 443, 172, 173, 103, 153, 212, 139, 177, 178, SECCOMP)));

  private Syscalls() {}
}
