package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

/**
 * Types of the operands from the start of a block on; live code of a valid module never goes below
 * it.
 */
final class TypeStack {
  private final StringBuilder types = new StringBuilder();
  private final SplitContext context;
  private int lowest;

  TypeStack(SplitContext context) {
    this(context, "");
  }

  /** A stack that holds these operands already. */
  TypeStack(SplitContext context, String types) {
    this.context = context;
    this.types.append(types);
    this.lowest = types.length();
  }

  int height() {
    return types.length();
  }

  /** The least height so far. */
  int lowest() {
    return lowest;
  }

  /** Counts the least height from here on. */
  void settle() {
    lowest = types.length();
  }

  /** Forgets the operands above a height. */
  void cut(int height) {
    types.setLength(height);
    lowest = height;
  }

  String from(int height) {
    return types.substring(height);
  }

  @Override
  public String toString() {
    return types.toString();
  }

  private char pop() {
    int top = types.length() - 1;
    char type = types.charAt(top);
    drop(1);
    return type;
  }

  private void drop(int n) {
    types.setLength(types.length() - n);
    lowest = Math.min(lowest, types.length());
  }

  void push(int type) {
    if (type != NO_RESULT) {
      types.append((char) type);
    }
  }

  /** Effect of an instruction; of a whole block where it opens one. */
  void apply(Ins ins) {
    switch (ins) {
      case Ins.Plain p -> plain(p.opcode(), p.operand());
      case Ins.Helper h -> call(h.type());
      case Ins.Local l -> {
        if (l.opcode() == LOCAL_GET) {
          push(context.local(l.index()));
        } else if (l.opcode() == LOCAL_SET) {
          drop(1);
        } else {
          drop(1);
          push(context.local(l.index()));
        }
      }
      case Ins.Open o -> {
        if (o.label().opcode == IF) {
          drop(1);
        }
        push(o.label().type);
      }
      case Ins.Jump j -> {
        if (j.opcode() == BR_IF) {
          branch(j.target());
        }
      }
      case Ins.Outlined o -> {
        drop(o.region().consumed().length());
        types.append(o.region().produced());
      }
      case Ins.Switch s -> {
        // Nothing follows, but a value that is taken along comes from the stack.
        drop(1);
        taken(s.targets().getLast());
      }
      case Ins.Else e -> {}
      case Ins.Close c -> {}
    }
    if (ins instanceof Ins.Jump(int opcode, Label target) && opcode == BR) {
      taken(target);
    }
  }

  private void branch(Label target) {
    drop(1);
    taken(target);
    push(target.carried());
  }

  private void taken(Label target) {
    if (target.carries()) {
      drop(1);
    }
  }

  private void call(FunctionType type) {
    drop(type.params().length());
    types.append(type.results());
  }

  private void plain(int opcode, int operand) {
    switch (opcode) {
      case UNREACHABLE, NOP -> {}
      case DROP, GLOBAL_SET -> drop(1);
      case SELECT -> {
        drop(2);
        char type = pop();
        push(type);
      }
      case GLOBAL_GET -> push(context.global(operand));
      case MEMORY_SIZE -> push(I32);
      case MEMORY_GROW -> {
        drop(1);
        push(I32);
      }
      case CALL -> call(context.function(operand));
      case CALL_INDIRECT -> {
        drop(1);
        call(context.type(operand));
      }
      default -> {
        drop(Operators.operands(opcode));
        if (Operators.results(opcode) == 1) {
          push(Operators.result(opcode));
        }
      }
    }
  }
}
