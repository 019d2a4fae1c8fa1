package dev.vouch.pvf.wasm;

/** An export; the kind is the binary form's: 0 function, 1 table, 2 memory, 3 global. */
record Export(String name, int kind, int index) {
  static final int FUNCTION = 0;
  static final int TABLE = 1;
  static final int MEMORY = 2;
  static final int GLOBAL = 3;
}
