package dev.vouch.pvf.wasm;

/** A place that branches of a function being split go to; one object per block. */
final class Label {
  /** Opcode of the block; {@link Instructions#BLOCK} for the function itself. */
  final int opcode;

  /** Block type: what the block leaves when it ends. */
  final int type;

  /** Whether a live branch goes here. */
  boolean used;

  /** Depth of the block in the function that is being written. */
  int position;

  /** Number of the region whose analysis saw the block last. */
  int inside;

  Label(int opcode, int type) {
    this.opcode = opcode;
    this.type = type;
  }

  /** Type of the value that a branch takes along, or {@link Instructions#NO_RESULT}. */
  int carried() {
    return opcode == Instructions.LOOP ? Instructions.NO_RESULT : type;
  }

  boolean carries() {
    return carried() != Instructions.NO_RESULT;
  }
}
