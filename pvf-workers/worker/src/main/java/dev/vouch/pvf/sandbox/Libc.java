package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/** System calls by number through the C library's {@code syscall}, with {@code errno}. */
final class Libc {
  static final long EPERM = 1;
  static final long ENOENT = 2;
  static final long EACCES = 13;
  static final long EROFS = 30;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  private Libc() {}

  /** The call's result, or minus {@code errno}. */
  static long syscall(int number, long a, long b, long c, long d, long e) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) SYSCALL.invokeExact(state, (long) number, a, b, c, d, e, 0L);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable t) {
      throw new IllegalStateException("system call " + number, t);
    }
  }

  static long syscall(int number, long a, long b, long c) {
    return syscall(number, a, b, c, 0, 0);
  }

  static long syscall(int number, long a, long b) {
    return syscall(number, a, b, 0, 0, 0);
  }

  static long syscall(int number, long a) {
    return syscall(number, a, 0, 0, 0, 0);
  }

  static long syscall(int number) {
    return syscall(number, 0, 0, 0, 0, 0);
  }

  static MemorySegment path(Arena arena, String path) {
    return arena.allocateFrom(path, StandardCharsets.UTF_8);
  }

  /** Text of a failure for people. */
  static String error(String what, long result) {
    return what + " failed with errno " + -result;
  }
}
