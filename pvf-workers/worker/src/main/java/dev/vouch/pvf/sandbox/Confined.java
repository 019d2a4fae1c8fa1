package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Another entry: {@code Confined required|best-effort WORK CPU_SECONDS FILE_BYTES PARENT PROGRAM
 * ARGUMENT...} gives up what the program does not need and becomes it. For virtual machines that
 * link classes of a guest and cannot close a {@link Sandbox} themselves, because they write a file
 * at their end or run no code of ours at all: no new privileges, an end with the starting thread,
 * limits, the lowest priority, an empty environment, nothing to read but the runtime, the class
 * path and what every virtual machine looks at, and nothing to write but below WORK. There is no
 * filter of system calls; of guests, such a program runs nothing. PARENT is the process that starts
 * it: where that has ended already, nothing is begun.
 */
public final class Confined {
  private static final int EXIT_REFUSED = 5;
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SIGKILL = 9;
  private static final int LOWEST_PRIORITY = 19;
  private static final int FIRST_ARGUMENT = 5;

  /** Libraries and the loader of programs. */
  private static final List<Path> LIBRARIES =
      List.of(Path.of("/lib"), Path.of("/lib64"), Path.of("/usr/lib"), Path.of("/usr/lib64"));

  /** What a virtual machine and the C library read of the machine. */
  private static final List<Path> LOOKED_AT =
      List.of(
          Path.of("/etc/ld.so.cache"),
          Path.of("/proc/self"),
          Path.of("/proc/meminfo"),
          Path.of("/proc/cpuinfo"),
          Path.of("/proc/stat"),
          Path.of("/proc/sys/vm"),
          Path.of("/sys/fs/cgroup"),
          Path.of("/sys/devices/system/cpu"),
          Path.of("/sys/kernel/mm"),
          Path.of("/dev/null"),
          Path.of("/dev/zero"),
          Path.of("/dev/random"),
          Path.of("/dev/urandom"));

  private Confined() {}

  /** See the class. Returns only where it fails. */
  public static void main(String[] args) {
    System.err.println("confined: " + become(List.of(args)));
    NativeProcess.exitNow(EXIT_REFUSED);
  }

  /** Why it failed. */
  private static String become(List<String> args) {
    if (args.size() <= FIRST_ARGUMENT) {
      return "usage: Confined required|best-effort WORK CPU_SECONDS FILE_BYTES PARENT PROGRAM"
          + " ARGUMENT...";
    }
    if (!NativeProcess.known()) {
      return "only on Linux on amd64";
    }
    boolean required = args.getFirst().equals("required");
    NativeProcess.ignoreTerminalSignals();
    Libc.syscall(Syscalls.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    if (parent != Long.parseLong(args.get(4))) {
      return "its parent has ended";
    }
    Libc.syscall(Syscalls.SETPRIORITY, 0, 0, LOWEST_PRIORITY);
    long limits = Rlimits.installForMaker(Long.parseLong(args.get(2)), Long.parseLong(args.get(3)));
    if (limits < 0) {
      return Libc.error("prlimit64", limits);
    }
    if (Libc.syscall(Syscalls.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
      return "no_new_privs is refused";
    }
    Set<Path> readable = Sandbox.readable();
    readable.addAll(LOOKED_AT);
    Optional.ofNullable(System.getProperty("ZstdNativePath"))
        .map(Path::of)
        .ifPresent(readable::add);
    List<Path> programs = new ArrayList<>(LIBRARIES);
    programs.add(Path.of(System.getProperty("java.home")));
    Landlock.Result files = Landlock.installForProgram(programs, readable, Path.of(args.get(1)));
    if (!files.held() && required) {
      return Libc.error("landlock", files.version());
    }
    return Libc.error("execve", execute(args.subList(FIRST_ARGUMENT, args.size())));
  }

  private static long execute(List<String> command) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
      for (int i = 0; i < command.size(); i++) {
        arguments.setAtIndex(ValueLayout.ADDRESS, i, Libc.path(arena, command.get(i)));
      }
      MemorySegment nothing = arena.allocate(ValueLayout.ADDRESS, 1);
      return Libc.syscall(
          Syscalls.EXECVE,
          Libc.path(arena, command.getFirst()).address(),
          arguments.address(),
          nothing.address());
    }
  }
}
