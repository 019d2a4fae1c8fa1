package dev.vouch.pvf.wasm;

/**
 * Walks over instructions of the accepted language (WX-3) one at a time and refuses all others. The
 * fields describe the instruction that {@link #next} read last.
 */
final class Instructions {
  static final int UNREACHABLE = 0x00;
  static final int NOP = 0x01;
  static final int BLOCK = 0x02;
  static final int LOOP = 0x03;
  static final int IF = 0x04;
  static final int ELSE = 0x05;
  static final int END = 0x0b;
  static final int BR = 0x0c;
  static final int BR_IF = 0x0d;
  static final int BR_TABLE = 0x0e;
  static final int RETURN = 0x0f;
  static final int CALL = 0x10;
  static final int CALL_INDIRECT = 0x11;
  static final int DROP = 0x1a;
  static final int SELECT = 0x1b;
  static final int LOCAL_GET = 0x20;
  static final int LOCAL_SET = 0x21;
  static final int LOCAL_TEE = 0x22;
  static final int GLOBAL_GET = 0x23;
  static final int GLOBAL_SET = 0x24;
  static final int FIRST_LOAD = 0x28;
  static final int LAST_LOAD = 0x35;
  static final int FIRST_STORE = 0x36;
  static final int LAST_STORE = 0x3e;
  static final int MEMORY_SIZE = 0x3f;
  static final int MEMORY_GROW = 0x40;
  static final int I32_CONST = 0x41;
  static final int F64_CONST = 0x44;
  static final int LAST = 0xbf;

  /** Block type of a block without result. */
  static final int NO_RESULT = 0x40;

  private static final int[] NO_TARGETS = {};

  private final ByteReader in;

  int opcode;
  int start;

  /**
   * Index operand: label, function, type, local or global; block type for blocks; offset for
   * memory.
   */
  int operand;

  /** Alignment of a memory access as a power of two; meaningful for loads and stores only. */
  int alignment;

  /** Targets of a {@code br_table}, the default last. */
  int[] targets = NO_TARGETS;

  Instructions(ByteReader in) {
    this.in = in;
  }

  Instructions(Module module, Span code) {
    this(new ByteReader(module.bytes, code.from(), code.to()));
  }

  int end() {
    return in.position();
  }

  boolean atEnd() {
    return in.atEnd();
  }

  boolean accessesMemory() {
    return opcode >= FIRST_LOAD && opcode <= LAST_STORE;
  }

  boolean opensBlock() {
    return opcode >= BLOCK && opcode <= IF;
  }

  /** Values that a block of this instruction leaves. */
  int blockResults() {
    return operand == NO_RESULT ? 0 : 1;
  }

  void next() throws RejectedModule {
    start = in.position();
    opcode = in.u8();
    switch (opcode) {
      case UNREACHABLE, NOP, ELSE, END, RETURN, DROP, SELECT -> {}
      case BLOCK, LOOP, IF -> {
        int type = in.s32(); // a number, which may be padded; the types are those of one byte
        operand = type & 0x7f;
        if (type < -NO_RESULT || type >= 0 || !isBlockType(operand)) {
          throw RejectedModule.malformed("block type " + type, start);
        }
      }
      case BR, BR_IF, CALL, LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET ->
          operand = in.u32();
      case BR_TABLE -> {
        int count = in.count();
        targets = new int[count + 1];
        for (int i = 0; i <= count; i++) {
          targets[i] = in.u32();
        }
      }
      case CALL_INDIRECT -> {
        operand = in.u32();
        zero("table of call_indirect");
      }
      case MEMORY_SIZE -> zero("memory of memory.size");
      case MEMORY_GROW -> zero("memory of memory.grow");
      case I32_CONST -> in.s32();
      case I32_CONST + 1 -> in.skipS64();
      case I32_CONST + 2 -> in.skip(4);
      case F64_CONST -> in.skip(8);
      default -> {
        if (accessesMemory()) {
          alignment = in.u32();
          operand = in.u32();
        } else if (opcode < F64_CONST || opcode > LAST) {
          throw RejectedModule.malformed(
              "instruction 0x%02x is outside the accepted language".formatted(opcode), start);
        }
      }
    }
  }

  private static boolean isBlockType(int code) {
    return code == NO_RESULT || ValueTypes.isOne(code);
  }

  private void zero(String what) throws RejectedModule {
    if (in.u8() != 0) {
      throw RejectedModule.malformed(what + " is not 0", start);
    }
  }
}
