package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

/** Code that leaves one value on the stack. */
final class RandomExpressions {
  /** Nesting of expressions from which on they are simple. */
  static final int DEEPEST = 7;

  private final CodeScope scope;
  private final RandomConstants constants;
  private final RandomCalls calls;
  private final RandomStatements statements;

  RandomExpressions(CodeScope scope, RandomConstants constants) {
    this.scope = scope;
    this.constants = constants;
    this.calls = new RandomCalls(scope, this);
    this.statements = new RandomStatements(scope, constants, this, calls);
  }

  /** Expressions may hold statements in blocks. */
  RandomStatements statements() {
    return statements;
  }

  void expression(char type, int depth) {
    scope.budget--;
    int kind = depth > DEEPEST ? scope.random.nextInt(5) : scope.random.nextInt(24);
    switch (kind) {
      case 0 -> constants.any(type);
      case 1, 2, 3 -> {
        int local = scope.anyLocal(type);
        if (local < 0) {
          constants.any(type);
        } else {
          scope.out.u8(LOCAL_GET).u32(local);
        }
      }
      case 4 -> {
        int global = scope.globals.indexOf(type, 1);
        if (global < 0) {
          constants.any(type);
        } else {
          scope.out.u8(GLOBAL_GET).u32(global);
        }
      }
      case 5 -> {
        int local = scope.anyLocal(type);
        expression(type, depth + 1);
        if (local >= 0) {
          scope.out.u8(LOCAL_TEE).u32(local);
        }
      }
      case 6, 7 -> load(type, depth);
      case 8 -> statements.block(BLOCK, type, depth);
      case 9 -> statements.block(LOOP, type, depth);
      case 10 -> {
        expression(I32, depth + 1);
        statements.block(IF, type, depth);
      }
      case 11 -> {
        expression(type, depth + 1);
        expression(type, depth + 1);
        expression(I32, depth + 1);
        scope.out.u8(SELECT);
      }
      case 12 -> {
        if (!calls.call(depth, type)) {
          constants.any(type);
        }
      }
      case 13 -> {
        // A value that a branch may take along and that else stays.
        int label = scope.random.nextInt(scope.labels.size());
        expression(type, depth + 1);
        if (scope.branchType(label) == type) {
          expression(I32, depth + 1);
          scope.out.u8(BR_IF).u32(label);
        }
      }
      default -> operator(type, depth);
    }
  }

  /** What a branch or a return takes along, which may be nothing. */
  void value(char type, int depth) {
    if (type != NO_RESULT) {
      expression(type, depth);
    }
  }

  /** Of a load or store. */
  void address(int depth) {
    expression(I32, depth);
    if (scope.chance(97)) {
      scope.out.u8(I32_CONST).s32(0x7fff).u8(0x71); // mostly inside the first page
    }
  }

  private void load(char type, int depth) {
    int opcode =
        switch (type) {
          case I32 -> new int[] {0x28, 0x2c, 0x2d, 0x2e, 0x2f}[scope.random.nextInt(5)];
          case I64 -> new int[] {0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35}[scope.random.nextInt(7)];
          case F32 -> 0x2a;
          default -> 0x2b;
        };
    address(depth + 1);
    scope.out.u8(opcode).u32(0).u32(constants.offset());
  }

  private void operator(char type, int depth) {
    if (type == I32 && scope.chance(3)) {
      if (scope.chance(50)) {
        scope.out.raw(MEMORY_SIZE, 0);
      } else {
        expression(I32, depth + 1);
        scope.out.raw(I32_CONST, 1, 0x71, MEMORY_GROW, 0);
      }
      return;
    }
    int opcode = 0x45 + scope.random.nextInt(LAST - 0x45 + 1);
    while (Operators.result(opcode) != type) {
      opcode = 0x45 + scope.random.nextInt(LAST - 0x45 + 1);
    }
    char operand = operand(opcode);
    for (int i = Operators.operands(opcode); i > 0; i--) {
      expression(operand, depth + 1);
    }
    boolean division = (opcode >= 0x6d && opcode <= 0x70) || (opcode >= 0x7f && opcode <= 0x82);
    if (division && scope.chance(90)) {
      // mostly not by zero
      scope.out.raw(opcode < 0x7f ? I32_CONST : I32_CONST + 1, 1, opcode < 0x7f ? 0x72 : 0x84);
    }
    boolean truncation = (opcode >= 0xa8 && opcode <= 0xab) || (opcode >= 0xae && opcode <= 0xb1);
    if (truncation && scope.chance(90)) {
      // mostly within range
      scope.out.u8(DROP);
      constants.exactly(operand == F32 ? F32 : F64, 3.75);
    }
    scope.out.u8(opcode);
  }

  private static char operand(int opcode) {
    if (opcode <= 0x66) {
      return opcode < 0x50 ? I32 : opcode < 0x5b ? I64 : opcode < 0x61 ? F32 : F64;
    }
    if (opcode < 0xa7) {
      return Operators.result(opcode);
    }
    return switch (opcode) {
      case 0xac, 0xad, 0xb2, 0xb3, 0xb7, 0xb8, 0xbe -> I32;
      case 0xa7, 0xb4, 0xb5, 0xb9, 0xba, 0xbf -> I64;
      case 0xa8, 0xa9, 0xae, 0xaf, 0xbb, 0xbc -> F32;
      default -> F64;
    };
  }
}
