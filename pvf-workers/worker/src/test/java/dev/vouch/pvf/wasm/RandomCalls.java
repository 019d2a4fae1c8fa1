package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

import java.util.ArrayList;
import java.util.List;

/** Calls of functions from this one on, directly and through the table. */
final class RandomCalls {
  /** Parameters of a type that is there to be wide. */
  private static final int MANY = 8;

  private final CodeScope scope;
  private final RandomExpressions expressions;

  RandomCalls(CodeScope scope, RandomExpressions expressions) {
    this.scope = scope;
    this.expressions = expressions;
  }

  /** False if there is nothing that gives this. */
  boolean call(int depth, char result) {
    String wanted = result == NO_RESULT ? "" : String.valueOf(result);
    if (scope.chance(30)) {
      List<Integer> fitting = new ArrayList<>();
      for (int i = 0; i < scope.types.size(); i++) {
        if (scope.types.get(i).results().equals(wanted)) {
          fitting.add(i);
        }
      }
      if (!fitting.isEmpty()) {
        int type = fitting.get(scope.random.nextInt(fitting.size()));
        arguments(scope.types.get(type), depth);
        entry(scope.types.get(type), depth);
        scope.out.u8(CALL_INDIRECT).u32(type).u8(0);
        return true;
      }
    }
    List<Integer> fitting = new ArrayList<>();
    for (int i = scope.self; i < scope.functions.size(); i++) {
      if (scope.functions.get(i).results().equals(wanted)) {
        fitting.add(i);
      }
    }
    if (fitting.isEmpty()) {
      return false;
    }
    int function = fitting.get(scope.random.nextInt(fitting.size()));
    arguments(scope.functions.get(function), depth);
    scope.out.u8(CALL).u32(function);
    return true;
  }

  /** Simple ones where there are many. */
  private void arguments(FunctionType type, int depth) {
    String params = type.params();
    int at = params.length() > MANY ? RandomExpressions.DEEPEST + 1 : depth + 1;
    params.chars().forEach(p -> expressions.expression((char) p, at));
  }

  /** Mostly an entry of that type, else any, an empty one or none. */
  private void entry(FunctionType type, int depth) {
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < scope.table.length; i++) {
      if (scope.functions.get(scope.table[i]).equals(type)) {
        fitting.add(i);
      }
    }
    if (!fitting.isEmpty() && scope.chance(97)) {
      scope.out.u8(I32_CONST).s32(fitting.get(scope.random.nextInt(fitting.size())));
    } else if (scope.chance(20)) {
      expressions.expression(I32, depth + 1);
    } else {
      scope.out.u8(I32_CONST).s32(scope.table.length + scope.random.nextInt(8) - 4);
    }
  }
}
