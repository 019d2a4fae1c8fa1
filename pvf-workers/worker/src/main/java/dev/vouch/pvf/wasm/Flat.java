package dev.vouch.pvf.wasm;

import java.util.List;

/** A step of a flattened function: without blocks, and with jumps from place to place. */
sealed interface Flat {
  /** An instruction as it was. */
  record Plain(Ins ins) implements Flat {}

  /** {@code local.get}, {@code local.set} or {@code local.tee} of a variable. */
  record Variable(int opcode, int index) implements Flat {}

  /** The start of a segment, which jumps can go to; the operand stack is empty. */
  record Mark() implements Flat {}

  /** Jumps. */
  record Goto(Place to) implements Flat {}

  /** Takes a condition and jumps where it is {@code when}. */
  record GotoIf(Place to, boolean when) implements Flat {}

  /** Takes an index and jumps, the default last. */
  record GotoTable(List<Place> to) implements Flat {}
}
