package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.ValueTypes.I32;

import java.util.Map;

/**
 * Memory functions byte by byte, as a module brings them along, for comparing them with what they
 * are replaced by. Parameters: destination, source or value, length; local 3 counts or steps.
 */
final class MemoryBodies {
  /** Which one is which, in the order in which they are added. */
  private static final BodyKind[] KINDS = {
    BodyKind.COPY, BodyKind.MOVE, BodyKind.SET, BodyKind.COMPARE
  };

  static final int COUNT = 4;

  private MemoryBodies() {}

  /** Adds all; the first gets the index. */
  static void add(WasmBuilder module, int type) {
    module
        .functionWithLocals(type, 1, I32, forward(copied()))
        .functionWithLocals(
            type,
            1,
            I32,
            joined(
                new int[] {0x20, 0, 0x20, 1, 0x4b, 0x04, 0x40, 0x20, 2, 0x21, 3},
                new int[] {0x02, 0x40, 0x03, 0x40, 0x20, 3, 0x45, 0x0d, 1},
                new int[] {0x20, 3, 0x41, 1, 0x6b, 0x21, 3},
                copied(),
                new int[] {0x0c, 0, 0x0b, 0x0b, 0x20, 0, 0x0f, 0x0b},
                forward(copied())))
        .functionWithLocals(
            type, 1, I32, forward(new int[] {0x20, 0, 0x20, 3, 0x6a, 0x20, 1, 0x3a, 0, 0}))
        .functionWithLocals(
            type,
            1,
            I32,
            joined(
                new int[] {0x02, 0x40, 0x03, 0x40, 0x20, 3, 0x20, 2, 0x46, 0x0d, 1},
                new int[] {0x20, 0, 0x20, 3, 0x6a, 0x2d, 0, 0, 0x20, 1, 0x20, 3, 0x6a, 0x2d, 0, 0},
                new int[] {0x47, 0x04, 0x40},
                new int[] {0x20, 0, 0x20, 3, 0x6a, 0x2d, 0, 0, 0x20, 1, 0x20, 3, 0x6a, 0x2d, 0, 0},
                new int[] {0x6b, 0x0f, 0x0b},
                new int[] {0x20, 3, 0x41, 1, 0x6a, 0x21, 3, 0x0c, 0, 0x0b, 0x0b, 0x41, 0}));
  }

  /** Kinds by index. */
  static Map<Integer, BodyKind> kinds(int first) {
    Map<Integer, BodyKind> kinds = new java.util.TreeMap<>();
    for (BodyKind kind : KINDS) {
      kinds.put(first + kinds.size(), kind);
    }
    return kinds;
  }

  /** For local 3 from 0 up to the length: the step; then the destination. */
  private static int[] forward(int... step) {
    return joined(
        new int[] {0x02, 0x40, 0x03, 0x40, 0x20, 3, 0x20, 2, 0x46, 0x0d, 1},
        step,
        new int[] {0x20, 3, 0x41, 1, 0x6a, 0x21, 3, 0x0c, 0, 0x0b, 0x0b, 0x20, 0});
  }

  private static int[] copied() {
    return new int[] {0x20, 0, 0x20, 3, 0x6a, 0x20, 1, 0x20, 3, 0x6a, 0x2d, 0, 0, 0x3a, 0, 0};
  }

  private static int[] joined(int[]... parts) {
    return java.util.Arrays.stream(parts).flatMapToInt(java.util.Arrays::stream).toArray();
  }
}
