package dev.vouch.pvf.wasm;

/** A place in a flattened function that something jumps to: the start of a segment of a chunk. */
final class Place {
  /** Bits of a place's number that name the segment; a chunk never has as many. */
  static final int SEGMENT_BITS = 13;

  /** The number that stands for the end of the function. */
  static final int EXIT = -1;

  int chunk = EXIT;
  int segment;

  /** The number by which chunks name places of each other. */
  int number() {
    return chunk < 0 ? EXIT : number(chunk, segment);
  }

  static int number(int chunk, int segment) {
    return chunk << SEGMENT_BITS | segment;
  }
}
