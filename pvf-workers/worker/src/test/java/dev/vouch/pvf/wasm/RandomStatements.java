package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

import java.util.ArrayList;
import java.util.List;

/** Code that leaves the stack as it was, and blocks with or without a value. */
final class RandomStatements {
  private final CodeScope scope;
  private final RandomConstants constants;
  private final RandomExpressions expressions;
  private final RandomCalls calls;

  RandomStatements(
      CodeScope scope,
      RandomConstants constants,
      RandomExpressions expressions,
      RandomCalls calls) {
    this.scope = scope;
    this.constants = constants;
    this.expressions = expressions;
    this.calls = calls;
  }

  void statement(int depth) {
    scope.budget--;
    int kind = depth > 6 ? scope.random.nextInt(6) : scope.random.nextInt(17);
    switch (kind) {
      case 0, 1 -> set(depth);
      case 2 -> {
        int global = 1 + scope.random.nextInt(scope.globals.length() - 1);
        expressions.expression(scope.globals.charAt(global), depth + 1);
        scope.out.u8(GLOBAL_SET).u32(global);
      }
      case 3, 4 -> store(depth);
      case 5 -> {
        char type = scope.anyType();
        expressions.expression(type, depth + 1);
        scope.out.u8(DROP);
      }
      case 6, 7 -> block(BLOCK, (char) NO_RESULT, depth);
      case 8, 9 -> block(LOOP, (char) NO_RESULT, depth);
      case 10, 11 -> {
        expressions.expression(I32, depth + 1);
        block(IF, (char) NO_RESULT, depth);
      }
      case 12, 13 -> branchIf(depth);
      case 14 -> comparisons();
      case 15 -> calls.call(depth, (char) NO_RESULT);
      default -> {
        // A branch that ends a block of its own, so that the code behind it lives.
        scope.out.raw(BLOCK, NO_RESULT);
        scope.labels.add((char) NO_RESULT);
        jump(depth + 1);
        if (scope.chance(30)) {
          dead();
        }
        scope.out.u8(END);
        scope.labels.removeLast();
      }
    }
  }

  /** Code behind a branch: types of operands that are missing are free. */
  private void dead() {
    switch (scope.random.nextInt(3)) {
      case 0 -> scope.out.raw(DROP);
      case 1 -> scope.out.raw(0x6a, DROP, BLOCK, NO_RESULT, BR, 0, END);
      default -> {
        constants.any(I32);
        scope.out.raw(IF, NO_RESULT, NOP, ELSE, UNREACHABLE, END);
      }
    }
  }

  private void set(int depth) {
    if (scope.locals.isEmpty()) {
      return;
    }
    int local = scope.random.nextInt(scope.locals.size());
    expressions.expression(scope.locals.get(local), depth + 1);
    scope.out.u8(LOCAL_SET).u32(local);
  }

  private void store(int depth) {
    int opcode = FIRST_STORE + scope.random.nextInt(LAST_STORE - FIRST_STORE + 1);
    char type =
        switch (opcode) {
          case 0x36, 0x3a, 0x3b -> I32;
          case 0x38 -> F32;
          case 0x39 -> F64;
          default -> I64;
        };
    expressions.address(depth + 1);
    expressions.expression(type, depth + 1);
    scope.out.u8(opcode).u32(0).u32(constants.offset());
  }

  void block(int opcode, char type, int depth) {
    scope.out.raw(opcode, type);
    scope.labels.add(opcode == LOOP ? (char) NO_RESULT : type);
    if (opcode == LOOP) {
      burn();
    }
    inside(type, depth);
    if (opcode == IF && (type != NO_RESULT || scope.chance(50))) {
      scope.out.u8(ELSE);
      inside(type, depth);
    }
    scope.out.u8(END);
    scope.labels.removeLast();
  }

  private void inside(char type, int depth) {
    for (int i = scope.random.nextInt(4); i > 0; i--) {
      statement(depth + 1);
    }
    if (type != NO_RESULT && scope.chance(85)) {
      expressions.expression(type, depth + 1);
    } else if (type != NO_RESULT || scope.chance(10)) {
      jump(depth + 1);
    }
  }

  private void branchIf(int depth) {
    int label = scope.random.nextInt(scope.labels.size());
    char type = scope.branchType(label);
    expressions.value(type, depth + 1);
    expressions.expression(I32, depth + 1);
    scope.out.u8(BR_IF).u32(label);
    if (type != NO_RESULT) {
      scope.out.u8(DROP);
    }
  }

  /** Ends the block that it stands in. */
  private void jump(int depth) {
    int kind = scope.random.nextInt(20);
    int label = scope.random.nextInt(scope.labels.size());
    char type = scope.branchType(label);
    if (kind < 10) {
      expressions.value(type, depth);
      scope.out.u8(BR).u32(label);
    } else if (kind < 16) {
      List<Integer> same = new ArrayList<>();
      for (int i = 0; i < scope.labels.size(); i++) {
        if (scope.branchType(i) == type) {
          same.add(i);
        }
      }
      expressions.value(type, depth);
      expressions.expression(I32, depth);
      if (scope.chance(70)) {
        scope.out.raw(I32_CONST, 7, 0x71);
      }
      int count = scope.random.nextInt(9);
      scope.out.u8(BR_TABLE).u32(count);
      for (int i = 0; i <= count; i++) {
        scope.out.u32(same.get(scope.random.nextInt(same.size())));
      }
    } else if (kind < 19) {
      expressions.value(scope.labels.getFirst(), depth);
      scope.out.u8(RETURN);
    } else if (scope.chance(20)) {
      scope.out.u8(UNREACHABLE);
    } else {
      jump(depth);
    }
  }

  /** Signed and unsigned comparisons of equal operands, the shape that C2 gets wrong. */
  private void comparisons() {
    char type = scope.chance(50) ? I32 : I64;
    int first = scope.anyLocal(type);
    int second = scope.anyLocal(type);
    if (first < 0 || second < 0) {
      return;
    }
    int base = type == I32 ? 0x48 : 0x53;
    scope.out.raw(BLOCK, NO_RESULT);
    scope.labels.add((char) NO_RESULT);
    for (int i = 2 + scope.random.nextInt(3); i > 0; i--) {
      boolean swapped = scope.chance(50);
      scope.out.u8(LOCAL_GET).u32(swapped ? second : first);
      scope.out.u8(LOCAL_GET).u32(swapped ? first : second);
      scope.out.raw(base + scope.random.nextInt(8), BR_IF, 0);
    }
    set(5);
    scope.out.u8(END);
    scope.labels.removeLast();
  }

  /** Takes fuel; without any the function returns. */
  void burn() {
    scope.out.raw(GLOBAL_GET, CodeScope.FUEL, I32_CONST, 1, 0x6b, GLOBAL_SET, CodeScope.FUEL);
    scope.out.raw(GLOBAL_GET, CodeScope.FUEL, I32_CONST, 0, 0x48, IF, NO_RESULT);
    String results = scope.signature.results();
    if (!results.isEmpty()) {
      constants.any(results.charAt(0));
    }
    scope.out.raw(RETURN, END);
  }
}
