package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

/**
 * Random valid code of one function. Everything that may repeat (loops, the function itself) takes
 * from a counter in global {@link CodeScope#FUEL} and leaves the function when it is empty.
 */
final class CodeGenerator {
  private final CodeScope scope;
  private final RandomConstants constants;
  private final RandomExpressions expressions;
  private final RandomStatements statements;

  /** A generator of the one body of this scope. */
  CodeGenerator(CodeScope scope) {
    this.scope = scope;
    this.constants = new RandomConstants(scope);
    this.expressions = new RandomExpressions(scope, constants);
    this.statements = expressions.statements();
  }

  /**
   * What makes a function hard to compile; 0 for none of a kind.
   *
   * @param locals more of them, all used
   * @param operands so many on the stack around everything
   * @param targets of a branch table
   */
  record Hard(int locals, int operands, int targets) {
    static final Hard NOT = new Hard(0, 0, 0);

    boolean any() {
      return locals + operands + targets > 0;
    }
  }

  /** A body with about that many instructions. */
  ByteWriter body(int instructions, int few, Hard hard) {
    int moreLocals = few + hard.locals;
    ByteWriter declared = new ByteWriter(64);
    declared.u32(moreLocals);
    for (int i = 0; i < moreLocals; i++) {
      char type = scope.anyType();
      scope.locals.add(type);
      declared.u32(1).u8(type);
    }
    scope.budget = instructions;
    char result = scope.result();
    scope.labels.add(result);
    statements.burn();
    int first = scope.signature.params().length();
    for (int i = 0; i < hard.locals; i++) {
      constants.any(scope.locals.get(first + i));
      scope.out.u8(LOCAL_SET).u32(first + i);
    }
    int global = 1 + scope.globals.substring(1).indexOf(I64);
    for (int i = 0; i < hard.operands; i++) {
      scope.out.u8(GLOBAL_GET).u32(global).raw(I32_CONST).s32(i).raw(0xac, 0x7c);
      if (i % 400 == 0) {
        statements.statement(0);
      }
    }
    int half = scope.budget / 2;
    while (scope.budget > half) {
      statements.statement(0);
    }
    table(hard.targets, global);
    for (int i = 0; i < hard.operands; i++) {
      if (i % 400 == 0) {
        statements.statement(0);
      }
      scope
          .out
          .raw(I32_CONST + 1, 7, 0x89, GLOBAL_GET)
          .u32(global)
          .raw(0x7d, GLOBAL_SET)
          .u32(global);
    }
    while (scope.budget > 0) {
      statements.statement(0);
    }
    for (int i = 0; i < hard.locals; i++) {
      if (scope.locals.get(first + i) == I64) {
        scope.out.u8(LOCAL_GET).u32(first + i).raw(GLOBAL_GET).u32(global).raw(0x85);
        scope.out.u8(GLOBAL_SET).u32(global);
      }
    }
    expressions.value(result, 2);
    scope.out.u8(END);
    return declared.append(scope.out);
  }

  /** A branch table over blocks that follow each other, entered anywhere. */
  private void table(int targets, int global) {
    if (targets == 0) {
      return;
    }
    for (int i = 0; i < targets; i++) {
      scope.out.raw(BLOCK, NO_RESULT);
    }
    scope.out.u8(GLOBAL_GET).u32(global).raw(0xa7, I32_CONST).s32(targets + 1).raw(0x70);
    scope.out.u8(BR_TABLE).u32(targets - 1);
    for (int i = 0; i < targets; i++) {
      scope.out.u32(scope.random.nextInt(targets));
    }
    for (int i = 0; i < targets; i++) {
      scope
          .out
          .raw(END, GLOBAL_GET)
          .u32(global)
          .raw(I32_CONST)
          .s32(i)
          .raw(0xac, 0x85, I32_CONST + 1, 3);
      scope.out.raw(0x89, GLOBAL_SET).u32(global);
    }
  }
}
