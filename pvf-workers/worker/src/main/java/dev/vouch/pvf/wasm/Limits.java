package dev.vouch.pvf.wasm;

/**
 * Declared size of a memory (pages) or table (entries).
 *
 * @param max {@link #NONE} if not declared
 */
record Limits(long min, long max) {
  static final long NONE = -1;

  boolean ordered() {
    return max == NONE || min <= max;
  }
}
