package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

import java.util.Arrays;

/**
 * Maximum operand height of a function exactly as the reference's stack limiter counts it (WX-13),
 * its oddities included: {@code else} resets nothing, and dead code can underflow.
 */
final class StackHeight {
  /** Height that a frame costs before its first operand. */
  private static final int ACTIVATION_FRAME_COST = 2;

  private final Module module;
  private final int[] functionTypes;
  private final long locals;
  private final int globals;

  /** Targets of a branch table, the default not counted, in the reference's validator (WX-7). */
  private static final int MAX_BRANCH_TARGETS = 131_072;

  private long height = ACTIVATION_FRAME_COST;
  private int depth;
  private boolean[] polymorphic = new boolean[16];
  private int[] endArity = new int[16];
  private int[] branchArity = new int[16];
  private long[] startHeight = new long[16];

  private StackHeight(Module module, int[] functionTypes, long locals) {
    this.module = module;
    this.functionTypes = functionTypes;
    this.locals = locals;
    this.globals = module.globals.size() + module.importedGlobals();
  }

  /** The same for a body that was checked before. */
  static long of(Module module, int[] functionTypes, Body body, int results) throws RejectedModule {
    return new StackHeight(module, functionTypes, Long.MAX_VALUE).run(body, results);
  }

  /** The maximum height of one body of that signature. */
  static long of(Module module, int[] functionTypes, Body body, FunctionType type)
      throws RejectedModule {
    long locals = type.params().length() + Integer.toUnsignedLong(body.declared());
    return new StackHeight(module, functionTypes, locals).run(body, type.results().length());
  }

  private long run(Body body, int results) throws RejectedModule {
    long max = 0;
    enter(results, results, 0);
    Instructions code = new Instructions(module, body.code());
    while (!code.atEnd()) {
      code.next();
      known(code);
      if (height > max && !polymorphic[top(0)]) {
        max = height;
      }
      apply(code);
    }
    return max;
  }

  /**
   * Refuses indices that the reference's validator refuses later: the engine's fails on those above
   * 2^31 in another way.
   */
  private void known(Instructions code) throws RejectedModule {
    long index = Integer.toUnsignedLong(code.operand);
    switch (code.opcode) {
      case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> {
        if (index >= locals) {
          throw RejectedModule.invalid("unknown local " + index);
        }
      }
      case GLOBAL_GET, GLOBAL_SET -> {
        if (index >= globals) {
          throw RejectedModule.invalid("unknown global " + index);
        }
      }
      default -> {}
    }
  }

  private void apply(Instructions code) throws RejectedModule {
    switch (code.opcode) {
      case NOP, ELSE -> {}
      case BLOCK -> enter(code.blockResults(), code.blockResults(), height);
      case LOOP -> enter(code.blockResults(), 0, height);
      case IF -> {
        pop(1);
        enter(code.blockResults(), code.blockResults(), height);
      }
      case END -> {
        int frame = top(0);
        height = startHeight[frame] + endArity[frame];
        depth--;
      }
      case UNREACHABLE -> polymorphic[top(0)] = true;
      case BR -> {
        pop(branchArity[top(code.operand)]);
        polymorphic[top(0)] = true;
      }
      case BR_IF -> {
        int arity = branchArity[top(code.operand)];
        pop(arity);
        pop(1);
        height += arity;
      }
      case BR_TABLE -> branchTable(code.targets);
      case RETURN -> {
        pop(endArity[0]);
        polymorphic[top(0)] = true;
      }
      case CALL -> {
        if (code.operand < 0 || code.operand >= functionTypes.length) {
          throw RejectedModule.invalid(
              "call of function " + Integer.toUnsignedString(code.operand));
        }
        call(functionTypes[code.operand]);
      }
      case CALL_INDIRECT -> {
        pop(1);
        call(code.operand);
      }
      case DROP, LOCAL_SET, GLOBAL_SET -> pop(1);
      case SELECT -> {
        pop(2);
        pop(1);
        height++;
      }
      case LOCAL_GET, GLOBAL_GET, MEMORY_SIZE -> height++;
      case LOCAL_TEE, MEMORY_GROW -> {
        pop(1);
        height++;
      }
      default -> {
        if (code.accessesMemory()) {
          aligned(code);
        }
        pop(Operators.operands(code.opcode));
        height += Operators.results(code.opcode);
      }
    }
  }

  /**
   * Refuses what the reference's validator refuses later. It has to be here, for the engine reads
   * one bit of a large alignment as another memory's index, and then other instructions than these.
   */
  private static void aligned(Instructions code) throws RejectedModule {
    if (code.alignment < 0 || code.alignment > Operators.naturalAlignment(code.opcode)) {
      throw RejectedModule.invalid(
          "alignment 2^"
              + Integer.toUnsignedString(code.alignment)
              + " of instruction 0x%02x is larger than its access".formatted(code.opcode));
    }
  }

  private void branchTable(int[] targets) throws RejectedModule {
    if (targets.length - 1 > MAX_BRANCH_TARGETS) {
      throw RejectedModule.invalid("br_table of " + (targets.length - 1) + " targets");
    }
    int arity = branchArity[top(targets[targets.length - 1])];
    for (int target : targets) {
      if (branchArity[top(target)] != arity) {
        throw RejectedModule.invalid("arity of br_table targets differs");
      }
    }
    pop(arity);
    polymorphic[top(0)] = true;
  }

  private void call(int type) throws RejectedModule {
    if (type < 0 || type >= module.types.size()) {
      throw RejectedModule.invalid("unknown type " + Integer.toUnsignedString(type));
    }
    FunctionType signature = module.types.get(type);
    pop(signature.params().length());
    height += signature.results().length();
  }

  private void pop(int n) throws RejectedModule {
    if (n == 0) {
      return;
    }
    int frame = top(0);
    if (height == startHeight[frame]) {
      if (polymorphic[frame]) {
        return;
      }
      throw RejectedModule.invalid("trying to pop more values than pushed");
    }
    height -= n;
    if (height < 0) {
      throw RejectedModule.invalid("stack underflow");
    }
  }

  /** Position of the frame {@code label} levels up. */
  private int top(int label) throws RejectedModule {
    if (label < 0 || label >= depth) {
      throw RejectedModule.invalid("label " + Integer.toUnsignedString(label) + " is too deep");
    }
    return depth - 1 - label;
  }

  private void enter(int end, int branch, long start) {
    if (depth == polymorphic.length) {
      polymorphic = Arrays.copyOf(polymorphic, 2 * depth);
      endArity = Arrays.copyOf(endArity, 2 * depth);
      branchArity = Arrays.copyOf(branchArity, 2 * depth);
      startHeight = Arrays.copyOf(startHeight, 2 * depth);
    }
    polymorphic[depth] = false;
    endArity[depth] = end;
    branchArity[depth] = branch;
    startHeight[depth] = start;
    depth++;
  }
}
