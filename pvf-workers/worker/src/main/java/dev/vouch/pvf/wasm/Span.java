package dev.vouch.pvf.wasm;

/** A range of bytes of the module. */
record Span(int from, int to) {
  int length() {
    return to - from;
  }
}
