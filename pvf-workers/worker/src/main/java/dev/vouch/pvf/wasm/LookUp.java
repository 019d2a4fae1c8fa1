package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

import java.util.LinkedHashMap;
import java.util.Map;

/** Functions that give the entry of a constant list at an index without sign. */
final class LookUp {
  static final FunctionType TYPE =
      new FunctionType(String.valueOf(ValueTypes.I32), String.valueOf(ValueTypes.I32));

  private LookUp() {}

  /** Appends the functions; an index past the end gives the last value. */
  static int of(int[] values, int most, Helpers helpers) {
    ByteWriter out = new ByteWriter(64).u32(0);
    int last = values.length - 1;
    for (int from = 0; from < last; from += most) {
      int to = Math.min(from + most, last);
      int part = part(values, from, to, helpers);
      out.raw(LOCAL_GET, 0, I32_CONST).s32(to).u8(0x49); // index < to, unsigned
      out.raw(IF, NO_RESULT, LOCAL_GET, 0, I32_CONST).s32(from).u8(0x6b);
      out.u8(CALL).u32(part).raw(RETURN, END);
    }
    return helpers.add(TYPE, out.u8(I32_CONST).s32(values[last]).u8(END));
  }

  private static int part(int[] values, int from, int to, Helpers helpers) {
    Map<Integer, Integer> blocks = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      blocks.putIfAbsent(values[i], blocks.size());
    }
    ByteWriter out = new ByteWriter(2 * (to - from)).u32(0);
    blocks.forEach((value, block) -> out.raw(BLOCK, NO_RESULT));
    out.raw(LOCAL_GET, 0, BR_TABLE).u32(to - from);
    for (int i = from; i < to; i++) {
      out.u32(blocks.getOrDefault(values[i], 0));
    }
    out.u32(0);
    blocks.forEach((value, block) -> out.raw(END, I32_CONST).s32(value).u8(RETURN));
    return helpers.add(TYPE, out.raw(UNREACHABLE, END));
  }
}
