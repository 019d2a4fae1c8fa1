package dev.vouch.pvf.wasm;

import java.util.List;

/**
 * What the caller has to know of a run of instructions that became the function {@code function}.
 *
 * @param function index of that function
 * @param consumed types of the operands that it takes from the stack, the deepest first
 * @param produced types of the values that it leaves where it goes on
 * @param falls whether it can go on after its last instruction
 * @param in locals that it needs
 * @param out locals that it may have changed
 * @param exits labels outside that its branches go to; it returns 1 for the first and so on, and 0
 *     where it goes on
 * @param references how often each local of {@code in} and {@code out} stood in the original
 */
record Region(
    int function,
    String consumed,
    String produced,
    boolean falls,
    List<Integer> in,
    List<Integer> out,
    List<Label> exits,
    java.util.Map<Integer, Integer> references) {

  /** How the one result of the function is used. */
  enum Result {
    NONE,
    EXIT,
    VALUE,
    LOCAL
  }

  Region as(int newFunction) {
    return new Region(newFunction, consumed, produced, falls, in, out, exits, references);
  }

  Result result() {
    if (!exits.isEmpty()) {
      return Result.EXIT;
    }
    if (!falls) {
      return Result.NONE;
    }
    if (produced.length() == 1) {
      return Result.VALUE;
    }
    return out.isEmpty() ? Result.NONE : Result.LOCAL;
  }

  /** Locals that come back through globals. */
  List<Integer> outByGlobal() {
    return result() == Result.LOCAL ? out.subList(1, out.size()) : out;
  }

  boolean producedByGlobal() {
    return result() != Result.VALUE;
  }
}
