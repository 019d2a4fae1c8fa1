package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

/**
 * The stack limiter's count around calls (WX-10): before a call the callee's cost is added to a
 * global and compared with the limit, after it subtracted. Both are functions that are appended to
 * the module, not code at each call, where they were a third of all that the engine parses and
 * compiles; they are small enough for every JIT to put them in place again.
 *
 * @param global index of the counter, an i32 that starts as 0
 * @param limit the most that the counter may hold, without sign
 * @param enter index of the first of the two functions
 */
record StackCounter(int global, int limit, int enter) {
  /** Of both functions, which take a cost. */
  static final FunctionType TYPE = new FunctionType(String.valueOf(ValueTypes.I32), "");

  /** How many functions are appended. */
  static final int FUNCTIONS = 2;

  private static final int ADD = 0x6a;
  private static final int SUBTRACT = 0x6b;
  private static final int GREATER_UNSIGNED = 0x4b;

  /** A call whose operands are on the stack. */
  void call(ByteWriter out, int function, int cost) {
    out.u8(I32_CONST).s32(cost).u8(CALL).u32(enter);
    out.u8(CALL).u32(function);
    out.u8(I32_CONST).s32(cost).u8(CALL).u32(enter + 1);
  }

  /** Body of the function that traps above the limit. */
  ByteWriter enterBody() {
    ByteWriter out = new ByteWriter(32).u32(0);
    count(out, ADD).u8(GLOBAL_GET).u32(global);
    out.u8(I32_CONST).s32(limit).u8(GREATER_UNSIGNED);
    return out.raw(IF, NO_RESULT, UNREACHABLE, END, END);
  }

  /** Body of the function that takes a cost back. */
  ByteWriter leaveBody() {
    return count(new ByteWriter(32).u32(0), SUBTRACT).u8(END);
  }

  private ByteWriter count(ByteWriter out, int operator) {
    out.u8(GLOBAL_GET).u32(global).raw(LOCAL_GET, 0, operator);
    return out.u8(GLOBAL_SET).u32(global);
  }
}
