package dev.vouch.pvf.wasm;

import java.util.List;

/**
 * One live instruction of a function that is being split, with its labels as objects, so that it
 * can move to another function. Code that follows an unconditional branch has no instructions.
 */
sealed interface Ins {
  /** An instruction that is copied as it is, from its bytes. */
  record Plain(int opcode, int operand, int from, int to) implements Ins {}

  /** A call of an appended function. */
  record Helper(int function, FunctionType type) implements Ins {}

  /** {@code local.get}, {@code local.set} or {@code local.tee}. */
  record Local(int opcode, int index) implements Ins {}

  /** {@code block}, {@code loop} or {@code if}. */
  record Open(Label label) implements Ins {}

  /** {@code else}. */
  record Else() implements Ins {}

  /** {@code end}. */
  record Close(Label label) implements Ins {}

  /** {@code br} or {@code br_if}; a {@code return} is a {@code br} to the function's label. */
  record Jump(int opcode, Label target) implements Ins {}

  /** {@code br_table}, the default last. */
  record Switch(List<Label> targets) implements Ins {}

  /** A region that became a function of its own. */
  record Outlined(Region region) implements Ins {}

  /** Whether control never goes on after it. */
  default boolean ends() {
    return switch (this) {
      case Plain p -> p.opcode == Instructions.UNREACHABLE;
      case Jump j -> j.opcode == Instructions.BR;
      case Switch s -> true;
      case Outlined o -> !o.region.falls();
      case Helper h -> false;
      case Local l -> false;
      case Open o -> false;
      case Else e -> false;
      case Close c -> false;
    };
  }
}
