package dev.vouch.primitives;

/** Bounds of unsigned 32-bit numbers that are kept as {@code long}. */
final class U32 {
  static final long MAX = 0xffff_ffffL;

  private U32() {}

  static void check(String what, long value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException(what + " is not in 0..2^32-1: " + value);
    }
  }

  /** a - b, or 0 if that is negative. */
  static long minus(long a, long b) {
    return Math.max(0, a - b);
  }
}
