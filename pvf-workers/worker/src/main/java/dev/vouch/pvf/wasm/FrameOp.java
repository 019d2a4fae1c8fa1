package dev.vouch.pvf.wasm;

/**
 * What a flattened function asks of its frame, a run of slots outside linear memory that lives from
 * the call to the return: each is an appended function whose body the engine provides. A slot is
 * named by its distance from the end of the frame on top, so a callee's frame never hides it.
 */
public enum FrameOp {
  /** Puts a frame of so many slots on top, all 0. */
  ENTER("enter", "I", ""),
  /** Takes a frame of so many slots away. */
  LEAVE("leave", "I", ""),
  /** Value of a slot. */
  GET_I32("getInt", "I", "I"),
  /** Sets a slot. */
  SET_I32("setInt", "II", ""),
  /** Value of a slot. */
  GET_I64("getLong", "I", "L"),
  /** Sets a slot. */
  SET_I64("setLong", "LI", ""),
  /** Value of a slot. */
  GET_F32("getFloat", "I", "F"),
  /** Sets a slot. */
  SET_F32("setFloat", "FI", ""),
  /** Value of a slot. */
  GET_F64("getDouble", "I", "D"),
  /** Sets a slot. */
  SET_F64("setDouble", "DI", "");

  private final String method;
  private final FunctionType type;

  FrameOp(String method, String params, String results) {
    this.method = method;
    this.type = new FunctionType(codes(params), codes(results));
  }

  private static String codes(String letters) {
    return letters
        .replace('I', ValueTypes.I32)
        .replace('L', ValueTypes.I64)
        .replace('F', ValueTypes.F32)
        .replace('D', ValueTypes.F64);
  }

  /** The engine's method, which takes the operands and the memory. */
  public String method() {
    return method;
  }

  FunctionType type() {
    return type;
  }

  static FrameOp get(char type) {
    return switch (type) {
      case ValueTypes.I32 -> GET_I32;
      case ValueTypes.I64 -> GET_I64;
      case ValueTypes.F32 -> GET_F32;
      default -> GET_F64;
    };
  }

  static FrameOp set(char type) {
    return switch (type) {
      case ValueTypes.I32 -> SET_I32;
      case ValueTypes.I64 -> SET_I64;
      case ValueTypes.F32 -> SET_F32;
      default -> SET_F64;
    };
  }
}
