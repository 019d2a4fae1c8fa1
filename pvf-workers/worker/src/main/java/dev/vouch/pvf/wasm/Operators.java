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
