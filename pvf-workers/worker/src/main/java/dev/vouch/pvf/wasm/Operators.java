package dev.vouch.pvf.wasm;

/** Operand and result counts of the instructions that neither branch nor name an index. */
final class Operators {
  private Operators() {}

  static int operands(int opcode) {
    if (opcode >= Instructions.FIRST_LOAD && opcode <= Instructions.LAST_LOAD) {
      return 1;
    }
    if (opcode >= Instructions.FIRST_STORE && opcode <= Instructions.LAST_STORE) {
      return 2;
    }
    if (opcode >= Instructions.I32_CONST && opcode <= Instructions.F64_CONST) {
      return 0;
    }
    return isUnary(opcode) ? 1 : 2;
  }

  static int results(int opcode) {
    return opcode >= Instructions.FIRST_STORE && opcode <= Instructions.LAST_STORE ? 0 : 1;
  }

  /** Type of the result, where there is one. */
  static char result(int opcode) {
    return switch (opcode) {
      case 0x28, 0x2c, 0x2d, 0x2e, 0x2f, 0x41, 0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xbc -> ValueTypes.I32;
      case 0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x42 -> ValueTypes.I64;
      case 0xac, 0xad, 0xae, 0xaf, 0xb0, 0xb1, 0xbd -> ValueTypes.I64;
      case 0x2a, 0x43, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xbe -> ValueTypes.F32;
      case 0x2b, 0x44, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbf -> ValueTypes.F64;
      default -> {
        if (opcode <= 0x78) {
          yield ValueTypes.I32; // comparisons and i32 arithmetic
        }
        if (opcode <= 0x8a) {
          yield ValueTypes.I64;
        }
        yield opcode <= 0x98 ? ValueTypes.F32 : ValueTypes.F64;
      }
    };
  }

  /** The alignment of a load or store that covers all it accesses, as a power of two. */
  static int naturalAlignment(int opcode) {
    return switch (opcode) {
      case 0x2c, 0x2d, 0x30, 0x31, 0x3a, 0x3c -> 0; // 8 bits
      case 0x2e, 0x2f, 0x32, 0x33, 0x3b, 0x3d -> 1;
      case 0x28, 0x2a, 0x34, 0x35, 0x36, 0x38, 0x3e -> 2;
      default -> 3;
    };
  }

  private static boolean isUnary(int opcode) {
    return opcode == 0x45 // i32.eqz
        || opcode == 0x50 // i64.eqz
        || (opcode >= 0x67 && opcode <= 0x69) // i32.clz to popcnt
        || (opcode >= 0x79 && opcode <= 0x7b) // i64.clz to popcnt
        || (opcode >= 0x8b && opcode <= 0x91) // f32.abs to sqrt
        || (opcode >= 0x99 && opcode <= 0x9f) // f64.abs to sqrt
        || opcode >= 0xa7; // conversions
  }
}
