package dev.vouch.pvf.rewrite;

/**
 * Unsigned comparisons in spellings whose operands are not those of a signed comparison beside
 * them, so that C2 cannot fold the two into one with the wrong signedness (JDK-8385157). Called by
 * generated code; names are the compiler's.
 */
@SuppressWarnings("checkstyle:MethodName")
public final class SafeOps {
  private static final long LOW = 0xffff_ffffL;

  private SafeOps() {}

  /** {@code i32.lt_u}. */
  public static int I32_LT_U(int a, int b) {
    return (a & LOW) < (b & LOW) ? 1 : 0;
  }

  /** {@code i32.le_u}. */
  public static int I32_LE_U(int a, int b) {
    return (a & LOW) <= (b & LOW) ? 1 : 0;
  }

  /** {@code i32.gt_u}. */
  public static int I32_GT_U(int a, int b) {
    return (a & LOW) > (b & LOW) ? 1 : 0;
  }

  /** {@code i32.ge_u}. */
  public static int I32_GE_U(int a, int b) {
    return (a & LOW) >= (b & LOW) ? 1 : 0;
  }

  /** {@code i64.lt_u}: the borrow of {@code a - b}. */
  public static int I64_LT_U(long a, long b) {
    return (int) (((~a & b) | ((~a | b) & (a - b))) >>> 63);
  }

  /** {@code i64.le_u}. */
  public static int I64_LE_U(long a, long b) {
    return I64_LT_U(b, a) ^ 1;
  }

  /** {@code i64.gt_u}. */
  public static int I64_GT_U(long a, long b) {
    return I64_LT_U(b, a);
  }

  /** {@code i64.ge_u}. */
  public static int I64_GE_U(long a, long b) {
    return I64_LT_U(a, b) ^ 1;
  }
}
