package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.ValueTypes.F32;
import static dev.vouch.pvf.wasm.ValueTypes.F64;
import static dev.vouch.pvf.wasm.ValueTypes.I64;

import org.jspecify.annotations.Nullable;

/**
 * Functions appended to a module that holds float arithmetic, so that both engines give the
 * reference's bits: canonical NaNs (WX-20), and right results where the engine has defects
 * (conversions of unsigned 64-bit integers at and above 2^63, {@code f32.copysign}).
 */
enum FloatHelper {
  CANONICAL_F32(F32, F32) {
    @Override
    void body(ByteWriter out) {
      // x, NaN, x == x, select
      out.raw(0x20, 0, 0x43, 0, 0, 0xc0, 0x7f, 0x20, 0, 0x20, 0, 0x5b, 0x1b);
    }
  },
  CANONICAL_F64(F64, F64) {
    @Override
    void body(ByteWriter out) {
      out.raw(0x20, 0, 0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 0x20, 0, 0x20, 0, 0x61, 0x1b);
    }
  },
  CONVERT_U64_F32(I64, F32) {
    @Override
    void body(ByteWriter out) {
      convert(out, 0xb4, 0x92);
    }
  },
  CONVERT_U64_F64(I64, F64) {
    @Override
    void body(ByteWriter out) {
      convert(out, 0xb9, 0xa0);
    }
  },
  COPYSIGN_F32("" + F32 + F32, F32) {
    @Override
    void body(ByteWriter out) {
      // (x & 0x7fffffff) | (y & 0x80000000) on the bits
      out.raw(0x20, 0, 0xbc, 0x41).s32(Integer.MAX_VALUE).raw(0x71);
      out.raw(0x20, 1, 0xbc, 0x41).s32(Integer.MIN_VALUE).raw(0x71, 0x72, 0xbe);
    }
  };

  private final String params;
  private final char result;

  FloatHelper(char param, char result) {
    this(String.valueOf(param), result);
  }

  FloatHelper(String params, char result) {
    this.params = params;
    this.result = result;
  }

  FunctionType type() {
    return new FunctionType(params, String.valueOf(result));
  }

  /** Writes the instructions without the final {@code end}; no locals. */
  abstract void body(ByteWriter out);

  /** The helper that takes the place of an instruction, if any. */
  static @Nullable FloatHelper replacing(int opcode) {
    return switch (opcode) {
      case 0x98 -> COPYSIGN_F32;
      case 0xb5 -> CONVERT_U64_F32;
      case 0xba -> CONVERT_U64_F64;
      default -> null;
    };
  }

  /** The helper that follows an instruction whose result may be a NaN to be made canonical. */
  static @Nullable FloatHelper following(int opcode) {
    if ((opcode >= 0x8d && opcode <= 0x97) || opcode == 0xb6) {
      return CANONICAL_F32; // ceil, floor, trunc, nearest, sqrt, add, sub, mul, div, min, max;
      // demote
    }
    if ((opcode >= 0x9b && opcode <= 0xa5) || opcode == 0xbb) {
      return CANONICAL_F64; // the same; promote
    }
    return null;
  }

  /** {@code x >= 0 ? signed(x) : 2 * signed(x >>> 1 | x & 1)}, with the doubling as an addition. */
  private static void convert(ByteWriter out, int signed, int add) {
    out.raw(0x20, 0, signed);
    half(out, signed);
    half(out, signed);
    out.raw(add, 0x20, 0, 0x42, 0, 0x59, 0x1b); // x >= 0, select
  }

  private static void half(ByteWriter out, int signed) {
    out.raw(0x20, 0, 0x42, 1, 0x88, 0x20, 0, 0x42, 1, 0x83, 0x84, signed);
  }
}
