package dev.vouch.pvf.sandbox;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Calls after which a process must not live on. */
final class DeadlyCalls {
  private static final int MMAP = 9;

  /** {@code mov eax, 20; int 0x80; ret}: getpid by the entry of 32-bit programs. */
  private static final byte[] GETPID_32 = {(byte) 0xB8, 20, 0, 0, 0, (byte) 0xCD, (byte) 0x80, -61};

  private DeadlyCalls() {}

  static void make(String what) throws Exception {
    switch (what) {
      case "x32" -> Libc.syscall(0x40000000 | Syscalls.GETPID);
      case "i386" -> thirtyTwoBits();
      default -> Libc.syscall(Integer.parseInt(what), 1, 1, 0);
    }
  }

  private static void thirtyTwoBits() throws Exception {
    // Anonymous and private, to be read, written and executed: what a JIT needs.
    long address = Libc.syscall(MMAP, 0, 4096, 7, 0x22, -1);
    var code = MemorySegment.ofAddress(address).reinterpret(GETPID_32.length);
    code.copyFrom(MemorySegment.ofArray(GETPID_32));
    try {
      var call =
          Linker.nativeLinker().downcallHandle(code, FunctionDescriptor.of(ValueLayout.JAVA_INT));
      System.out.println("answered " + (int) call.invokeExact());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
