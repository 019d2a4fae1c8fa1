package dev.vouch.pvf.engine;

import com.dylibso.chicory.runtime.TrapException;

/**
 * Mutable globals of one instance as fields, beside its memory, which generated code has at hand:
 * the stack pointer and the limiter's counter are read and written with every call. {@link
 * GlobalFields} says which global has which.
 */
@SuppressWarnings("checkstyle:VisibilityModifier") // generated code, in another package
public abstract class GuestGlobals {
  static final int INTS = 32;
  static final int LONGS = 16;

  /** What the calls that are open cost together (validation 3.3), without sign. */
  public int stackHeight;

  /** An i32. */
  public int i0;

  /** An i32. */
  public int i1;

  /** An i32. */
  public int i2;

  /** An i32. */
  public int i3;

  /** An i32. */
  public int i4;

  /** An i32. */
  public int i5;

  /** An i32. */
  public int i6;

  /** An i32. */
  public int i7;

  /** An i32. */
  public int i8;

  /** An i32. */
  public int i9;

  /** An i32. */
  public int i10;

  /** An i32. */
  public int i11;

  /** An i32. */
  public int i12;

  /** An i32. */
  public int i13;

  /** An i32. */
  public int i14;

  /** An i32. */
  public int i15;

  /** An i32. */
  public int i16;

  /** An i32. */
  public int i17;

  /** An i32. */
  public int i18;

  /** An i32. */
  public int i19;

  /** An i32. */
  public int i20;

  /** An i32. */
  public int i21;

  /** An i32. */
  public int i22;

  /** An i32. */
  public int i23;

  /** An i32. */
  public int i24;

  /** An i32. */
  public int i25;

  /** An i32. */
  public int i26;

  /** An i32. */
  public int i27;

  /** An i32. */
  public int i28;

  /** An i32. */
  public int i29;

  /** An i32. */
  public int i30;

  /** An i32. */
  public int i31;

  /** An i64. */
  public long l0;

  /** An i64. */
  public long l1;

  /** An i64. */
  public long l2;

  /** An i64. */
  public long l3;

  /** An i64. */
  public long l4;

  /** An i64. */
  public long l5;

  /** An i64. */
  public long l6;

  /** An i64. */
  public long l7;

  /** An i64. */
  public long l8;

  /** An i64. */
  public long l9;

  /** An i64. */
  public long l10;

  /** An i64. */
  public long l11;

  /** An i64. */
  public long l12;

  /** An i64. */
  public long l13;

  /** An i64. */
  public long l14;

  /** An i64. */
  public long l15;

  GuestGlobals() {}

  /**
   * The stack limiter before a call (validation 3.3): traps above the limit as an {@code
   * unreachable} does. Both numbers are without sign.
   */
  public static void checkHeight(int height, long limit) {
    if ((height & 0xffff_ffffL) > limit) {
      throw exhausted();
    }
  }

  private static TrapException exhausted() {
    return new TrapException("Trapped on unreachable instruction");
  }
}
