package dev.vouch.pvf.engine;

import dev.vouch.pvf.wasm.BodyKind;
import java.util.Arrays;

/**
 * Fast forms of the memory functions that a module brings along. Generated code asks {@code can...}
 * first and runs the module's own body where the answer is no, so that every trap, every partial
 * write and every overlap stays as the body has it. Lengths and addresses are without sign.
 */
public final class MemoryIntrinsics {
  private MemoryIntrinsics() {}

  /** Suffix of the two methods for a kind. */
  static String name(BodyKind kind) {
    return switch (kind) {
      case COPY -> "Copy";
      case MOVE -> "Move";
      case SET -> "Set";
      case COMPARE -> "Compare";
    };
  }

  /** Both ranges lie in memory and do not overlap. */
  public static boolean canCopy(int dest, int source, int length, LinearMemory memory) {
    return canMove(dest, source, length, memory)
        && (dest - source >= length || source - dest >= length);
  }

  /** Both ranges lie in memory. */
  public static boolean canMove(int dest, int source, int length, LinearMemory memory) {
    return memory.contains(dest, length) && memory.contains(source, length);
  }

  /** The range lies in memory. */
  public static boolean canSet(int dest, int value, int length, LinearMemory memory) {
    return memory.contains(dest, length);
  }

  /** Both ranges lie in memory. */
  public static boolean canCompare(int left, int right, int length, LinearMemory memory) {
    return canMove(left, right, length, memory);
  }

  /** {@code memcpy}. */
  public static int doCopy(int dest, int source, int length, LinearMemory memory) {
    return doMove(dest, source, length, memory);
  }

  /** {@code memmove}. */
  public static int doMove(int dest, int source, int length, LinearMemory memory) {
    byte[] bytes = memory.array();
    System.arraycopy(bytes, source, bytes, dest, length);
    return dest;
  }

  /** {@code memset}. */
  public static int doSet(int dest, int value, int length, LinearMemory memory) {
    Arrays.fill(memory.array(), dest, dest + length, (byte) value);
    return dest;
  }

  /** {@code memcmp}. */
  public static int doCompare(int left, int right, int length, LinearMemory memory) {
    byte[] bytes = memory.array();
    int at = Arrays.mismatch(bytes, left, left + length, bytes, right, right + length);
    return at < 0 ? 0 : (bytes[left + at] & 0xff) - (bytes[right + at] & 0xff);
  }
}
