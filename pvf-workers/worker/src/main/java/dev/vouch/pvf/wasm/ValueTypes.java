package dev.vouch.pvf.wasm;

/** The four value types of the accepted language. */
public final class ValueTypes {
  /** {@code i32}. */
  public static final char I32 = 0x7f;

  /** {@code i64}. */
  public static final char I64 = 0x7e;

  /** {@code f32}. */
  public static final char F32 = 0x7d;

  /** {@code f64}. */
  public static final char F64 = 0x7c;

  private ValueTypes() {}

  static boolean isOne(int code) {
    return code >= F64 && code <= I32;
  }

  static String text(String types) {
    StringBuilder out = new StringBuilder("(");
    for (int i = 0; i < types.length(); i++) {
      out.append(i == 0 ? "" : ", ")
          .append(
              switch (types.charAt(i)) {
                case I32 -> "i32";
                case I64 -> "i64";
                case F32 -> "f32";
                default -> "f64";
              });
    }
    return out.append(')').toString();
  }
}
