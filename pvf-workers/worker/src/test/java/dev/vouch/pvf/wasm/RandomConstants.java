package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

/** Constants and offsets, mostly those at which something changes. */
final class RandomConstants {
  private static final int[] INTERESTING = {
    0,
    1,
    -1,
    2,
    7,
    31,
    32,
    63,
    64,
    127,
    128,
    255,
    65_535,
    65_536,
    65_528,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xff7fffff,
    0x7fc00000,
    0x7f800001,
    0xffc12345,
    0x4f7fc000,
    1 << 30
  };

  private final CodeScope scope;

  RandomConstants(CodeScope scope) {
    this.scope = scope;
  }

  /** Of a load or store: mostly inside the first page. */
  int offset() {
    return scope.chance(99)
        ? scope.random.nextInt(1000)
        : INTERESTING[scope.random.nextInt(INTERESTING.length)];
  }

  /** This value, of a type with a fraction. */
  void exactly(char type, double value) {
    if (type == F32) {
      little(0x43, Float.floatToRawIntBits((float) value), 4);
    } else {
      little(0x44, Double.doubleToRawLongBits(value), 8);
    }
  }

  void any(char type) {
    int value =
        scope.chance(70)
            ? INTERESTING[scope.random.nextInt(INTERESTING.length)]
            : scope.random.nextInt();
    switch (type) {
      case I32 -> scope.out.u8(I32_CONST).s32(value);
      case I64 -> scope.out.u8(I32_CONST + 1).s32(value);
      case F32 -> little(0x43, value, 4);
      default ->
          little(
              0x44,
              scope.chance(50)
                  ? (long) value << 32 | scope.random.nextInt()
                  : scope.random.nextLong(),
              8);
    }
  }

  private void little(int opcode, long bits, int bytes) {
    scope.out.u8(opcode);
    for (int i = 0; i < bytes; i++) {
      scope.out.u8((int) (bits >>> 8 * i) & 0xff);
    }
  }
}
