package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The filter of system calls, for all threads. What is denied fails with {@code EPERM}, so that a
 * library which merely tries (and a test) goes on; a call through another architecture's entry
 * kills the process.
 */
final class Seccomp {
  private static final int SET_MODE_FILTER = 1;
  private static final int FLAG_TSYNC = 1;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int FAIL = 0x00050000;
  private static final int ENOSYS = 38;

  private static final int AUDIT_ARCH_X86_64 = 0xC000003E;
  private static final int X32_FIRST = 0x40000000;

  // struct seccomp_data: nr, arch, instruction pointer, six arguments of 64 bits
  private static final int NR = 0;
  private static final int ARCH = 4;
  private static final int FIRST_ARGUMENT = 16;

  // Classic BPF
  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_GREATER_OR_EQUAL = 0x35;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  /** CLONE_THREAD: a thread, not a process. */
  private static final int CLONE_THREAD = 0x10000;

  /** O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND and O_TMPFILE's own bit. */
  private static final int OPEN_FOR_WRITING = 1 | 2 | 0x40 | 0x200 | 0x400 | 0x400000;

  private final List<int[]> program = new ArrayList<>();

  private Seccomp() {}

  /** Installs the filter; 0, or what the kernel answered. */
  static long install(int pid) {
    List<int[]> program = new Seccomp().program(pid);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment code = arena.allocate(8L * program.size(), 8);
      for (int i = 0; i < program.size(); i++) {
        int[] instruction = program.get(i);
        code.set(ValueLayout.JAVA_SHORT, 8L * i, (short) instruction[0]);
        code.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) instruction[1]);
        code.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) instruction[2]);
        code.set(ValueLayout.JAVA_INT, 8L * i + 4, instruction[3]);
      }
      MemorySegment filter = arena.allocate(16, 8);
      filter.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
      filter.set(ValueLayout.JAVA_LONG, 8, code.address());
      return Libc.syscall(Syscalls.SECCOMP, SET_MODE_FILTER, FLAG_TSYNC, filter.address());
    }
  }

  /** Makes the filter and forgets it. */
  static void rehearse() {
    if (new Seccomp().program(0).isEmpty()) {
      throw new IllegalStateException("an empty filter");
    }
  }

  private List<int[]> program(int pid) {
    load(ARCH);
    returnUnless(JUMP_EQUAL, AUDIT_ARCH_X86_64, KILL_PROCESS);
    load(NR);
    returnIf(JUMP_GREATER_OR_EQUAL, X32_FIRST, KILL_PROCESS);
    Syscalls.DENIED.values().stream()
        .flatMap(List::stream)
        .sorted()
        .distinct()
        .forEach(number -> returnIf(JUMP_EQUAL, number, FAIL | Libc.EPERM));
    // The C library falls back to clone, whose flags a filter can see.
    returnIf(JUMP_EQUAL, Syscalls.CLONE3, FAIL | ENOSYS);
    argument(Syscalls.CLONE, 0, JUMP_ANY_BIT, CLONE_THREAD, true);
    argument(Syscalls.OPEN, 1, JUMP_ANY_BIT, OPEN_FOR_WRITING, false);
    argument(Syscalls.OPENAT, 2, JUMP_ANY_BIT, OPEN_FOR_WRITING, false);
    argument(Syscalls.KILL, 0, JUMP_EQUAL, pid, true);
    argument(Syscalls.TGKILL, 0, JUMP_EQUAL, pid, true);
    // New limits for a process: only reading them is allowed, or the filter could be starved.
    argument(Syscalls.PRLIMIT64, 2, JUMP_EQUAL, 0, true);
    add(RETURN, 0, 0, ALLOW);
    return program;
  }

  /**
   * For one call: allowed if the test of an argument's low half comes out as wanted, else fails.
   */
  private void argument(int number, int index, int test, int value, boolean allowedIf) {
    add(JUMP_EQUAL, 0, 4, number);
    load(FIRST_ARGUMENT + 8 * index);
    add(test, allowedIf ? 0 : 1, allowedIf ? 1 : 0, value);
    add(RETURN, 0, 0, ALLOW);
    add(RETURN, 0, 0, FAIL | Libc.EPERM);
  }

  private void load(int offset) {
    add(LOAD, 0, 0, offset);
  }

  private void returnIf(int test, int value, int action) {
    add(test, 0, 1, value);
    add(RETURN, 0, 0, action);
  }

  private void returnUnless(int test, int value, int action) {
    add(test, 1, 0, value);
    add(RETURN, 0, 0, action);
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    program.add(new int[] {code, ifTrue, ifFalse, value});
  }
}
