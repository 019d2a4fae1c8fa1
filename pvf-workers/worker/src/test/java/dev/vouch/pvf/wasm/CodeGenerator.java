package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random valid code of one function. Everything that may repeat (loops, the function itself) takes
 * from a counter in global {@link #FUEL} and leaves the function when it is empty.
 */
final class CodeGenerator {
  static final int FUEL = 0;

  /** Nesting of expressions from which on they are simple. */
  private static final int DEEPEST = 7;

  /** Parameters of a type that is there to be wide. */
  private static final int MANY = 8;

  static final char[] TYPES = {I32, I64, F32, F64};
  private static final int[] INTERESTING = {
    0,
    1,
    -1,
    2,
    7,
    31,
    32,
    63,
    64,
    127,
    128,
    255,
    65_535,
    65_536,
    65_528,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xff7fffff,
    0x7fc00000,
    0x7f800001,
    0xffc12345,
    0x4f7fc000,
    1 << 30
  };

  private final Random random;
  private final List<FunctionType> functions;
  private final List<FunctionType> types;
  private final String globals;
  private final int[] table;
  private final FunctionType signature;
  private final int self;
  private final List<Character> locals = new ArrayList<>();
  private final List<Character> labels = new ArrayList<>();
  final ByteWriter out = new ByteWriter(4096);
  private int budget;

  /**
   * A generator.
   *
   * @param functions signatures of all functions; calls go to {@code self} and those above
   * @param types signatures that call_indirect may name
   * @param table functions of the table, whose last entries are empty
   * @param globals types of the mutable globals, the fuel first
   */
  CodeGenerator(
      Random random,
      List<FunctionType> functions,
      List<FunctionType> types,
      String globals,
      int[] table,
      int self) {
    this.random = random;
    this.functions = functions;
    this.types = types;
    this.globals = globals;
    this.table = table;
    this.signature = functions.get(self);
    this.self = self;
    for (char c : signature.params().toCharArray()) {
      locals.add(c);
    }
  }

  /**
   * What makes a function hard to compile; 0 for none of a kind.
   *
   * @param locals more of them, all used
   * @param operands so many on the stack around everything
   * @param targets of a branch table
   */
  record Hard(int locals, int operands, int targets) {
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
      char type = TYPES[random.nextInt(4)];
      locals.add(type);
      declared.u32(1).u8(type);
    }
    budget = instructions;
    String results = signature.results();
    char result = results.isEmpty() ? NO_RESULT : results.charAt(0);
    labels.add(result);
    burn();
    int first = signature.params().length();
    for (int i = 0; i < hard.locals; i++) {
      constant(locals.get(first + i));
      out.u8(LOCAL_SET).u32(first + i);
    }
    int global = 1 + globals.substring(1).indexOf(I64);
    for (int i = 0; i < hard.operands; i++) {
      out.u8(GLOBAL_GET).u32(global).raw(I32_CONST).s32(i).raw(0xac, 0x7c);
      if (i % 400 == 0) {
        statement(0);
      }
    }
    int half = budget / 2;
    while (budget > half) {
      statement(0);
    }
    table(hard.targets, global);
    for (int i = 0; i < hard.operands; i++) {
      if (i % 400 == 0) {
        statement(0);
      }
      out.raw(I32_CONST + 1, 7, 0x89, GLOBAL_GET).u32(global).raw(0x7d, GLOBAL_SET).u32(global);
    }
    while (budget > 0) {
      statement(0);
    }
    for (int i = 0; i < hard.locals; i++) {
      if (locals.get(first + i) == I64) {
        out.u8(LOCAL_GET).u32(first + i).raw(GLOBAL_GET).u32(global).raw(0x85);
        out.u8(GLOBAL_SET).u32(global);
      }
    }
    value(result, 2);
    out.u8(END);
    return declared.append(out);
  }

  /** A branch table over blocks that follow each other, entered anywhere. */
  private void table(int targets, int global) {
    if (targets == 0) {
      return;
    }
    for (int i = 0; i < targets; i++) {
      out.raw(BLOCK, NO_RESULT);
    }
    out.u8(GLOBAL_GET).u32(global).raw(0xa7, I32_CONST).s32(targets + 1).raw(0x70);
    out.u8(BR_TABLE).u32(targets - 1);
    for (int i = 0; i < targets; i++) {
      out.u32(random.nextInt(targets));
    }
    for (int i = 0; i < targets; i++) {
      out.raw(END, GLOBAL_GET).u32(global).raw(I32_CONST).s32(i).raw(0xac, 0x85, I32_CONST + 1, 3);
      out.raw(0x89, GLOBAL_SET).u32(global);
    }
  }

  private void value(char type, int depth) {
    if (type != NO_RESULT) {
      expression(type, depth);
    }
  }

  /** Takes fuel; without any the function returns. */
  private void burn() {
    out.raw(GLOBAL_GET, FUEL, I32_CONST, 1, 0x6b, GLOBAL_SET, FUEL);
    out.raw(GLOBAL_GET, FUEL, I32_CONST, 0, 0x48, IF, NO_RESULT);
    String results = signature.results();
    if (!results.isEmpty()) {
      constant(results.charAt(0));
    }
    out.raw(RETURN, END);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void statement(int depth) {
    budget--;
    int kind = depth > 6 ? random.nextInt(6) : random.nextInt(17);
    switch (kind) {
      case 0, 1 -> set(depth);
      case 2 -> {
        int global = 1 + random.nextInt(globals.length() - 1);
        expression(globals.charAt(global), depth + 1);
        out.u8(GLOBAL_SET).u32(global);
      }
      case 3, 4 -> store(depth);
      case 5 -> {
        char type = TYPES[random.nextInt(4)];
        expression(type, depth + 1);
        out.u8(DROP);
      }
      case 6, 7 -> block(BLOCK, (char) NO_RESULT, depth);
      case 8, 9 -> block(LOOP, (char) NO_RESULT, depth);
      case 10, 11 -> {
        expression(I32, depth + 1);
        block(IF, (char) NO_RESULT, depth);
      }
      case 12, 13 -> branchIf(depth);
      case 14 -> comparisons();
      case 15 -> call(depth, (char) NO_RESULT);
      default -> {
        // A branch that ends a block of its own, so that the code behind it lives.
        out.raw(BLOCK, NO_RESULT);
        labels.add((char) NO_RESULT);
        jump(depth + 1);
        if (chance(30)) {
          dead();
        }
        out.u8(END);
        labels.removeLast();
      }
    }
  }

  /** Code behind a branch: types of operands that are missing are free. */
  private void dead() {
    switch (random.nextInt(3)) {
      case 0 -> out.raw(DROP);
      case 1 -> out.raw(0x6a, DROP, BLOCK, NO_RESULT, BR, 0, END);
      default -> {
        constant(I32);
        out.raw(IF, NO_RESULT, NOP, ELSE, UNREACHABLE, END);
      }
    }
  }

  private void set(int depth) {
    if (locals.isEmpty()) {
      return;
    }
    int local = random.nextInt(locals.size());
    expression(locals.get(local), depth + 1);
    out.u8(LOCAL_SET).u32(local);
  }

  private void store(int depth) {
    int opcode = FIRST_STORE + random.nextInt(LAST_STORE - FIRST_STORE + 1);
    char type =
        switch (opcode) {
          case 0x36, 0x3a, 0x3b -> I32;
          case 0x38 -> F32;
          case 0x39 -> F64;
          default -> I64;
        };
    address(depth + 1);
    expression(type, depth + 1);
    out.u8(opcode).u32(0).u32(offset());
  }

  private void address(int depth) {
    expression(I32, depth);
    if (chance(97)) {
      out.u8(I32_CONST).s32(0x7fff).u8(0x71); // mostly inside the first page
    }
  }

  private int offset() {
    return chance(99) ? random.nextInt(1000) : INTERESTING[random.nextInt(INTERESTING.length)];
  }

  private void block(int opcode, char type, int depth) {
    out.raw(opcode, type);
    labels.add(opcode == LOOP ? (char) NO_RESULT : type);
    if (opcode == LOOP) {
      burn();
    }
    inside(type, depth);
    if (opcode == IF && (type != NO_RESULT || chance(50))) {
      out.u8(ELSE);
      inside(type, depth);
    }
    out.u8(END);
    labels.removeLast();
  }

  private void inside(char type, int depth) {
    for (int i = random.nextInt(4); i > 0; i--) {
      statement(depth + 1);
    }
    if (type != NO_RESULT && chance(85)) {
      expression(type, depth + 1);
    } else if (type != NO_RESULT || chance(10)) {
      jump(depth + 1);
    }
  }

  private void branchIf(int depth) {
    int label = random.nextInt(labels.size());
    char type = labels.get(labels.size() - 1 - label);
    value(type, depth + 1);
    expression(I32, depth + 1);
    out.u8(BR_IF).u32(label);
    if (type != NO_RESULT) {
      out.u8(DROP);
    }
  }

  /** Ends the block that it stands in. */
  private void jump(int depth) {
    int kind = random.nextInt(20);
    int label = random.nextInt(labels.size());
    char type = labels.get(labels.size() - 1 - label);
    if (kind < 10) {
      value(type, depth);
      out.u8(BR).u32(label);
    } else if (kind < 16) {
      List<Integer> same = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        if (labels.get(labels.size() - 1 - i) == type) {
          same.add(i);
        }
      }
      value(type, depth);
      expression(I32, depth);
      if (chance(70)) {
        out.raw(I32_CONST, 7, 0x71);
      }
      int count = random.nextInt(9);
      out.u8(BR_TABLE).u32(count);
      for (int i = 0; i <= count; i++) {
        out.u32(same.get(random.nextInt(same.size())));
      }
    } else if (kind < 19) {
      value(labels.getFirst(), depth);
      out.u8(RETURN);
    } else if (chance(20)) {
      out.u8(UNREACHABLE);
    } else {
      jump(depth);
    }
  }

  /** Signed and unsigned comparisons of equal operands, the shape that C2 gets wrong. */
  private void comparisons() {
    char type = chance(50) ? I32 : I64;
    int first = random(type);
    int second = random(type);
    if (first < 0 || second < 0) {
      return;
    }
    int base = type == I32 ? 0x48 : 0x53;
    out.raw(BLOCK, NO_RESULT);
    labels.add((char) NO_RESULT);
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      boolean swapped = chance(50);
      out.u8(LOCAL_GET).u32(swapped ? second : first);
      out.u8(LOCAL_GET).u32(swapped ? first : second);
      out.raw(base + random.nextInt(8), BR_IF, 0);
    }
    set(5);
    out.u8(END);
    labels.removeLast();
  }

  private int random(char type) {
    List<Integer> of = new ArrayList<>();
    for (int i = 0; i < locals.size(); i++) {
      if (locals.get(i) == type) {
        of.add(i);
      }
    }
    return of.isEmpty() ? -1 : of.get(random.nextInt(of.size()));
  }

  private boolean call(int depth, char result) {
    String wanted = result == NO_RESULT ? "" : String.valueOf(result);
    if (chance(30)) {
      List<Integer> fitting = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        if (types.get(i).results().equals(wanted)) {
          fitting.add(i);
        }
      }
      if (!fitting.isEmpty()) {
        int type = fitting.get(random.nextInt(fitting.size()));
        arguments(types.get(type), depth);
        entry(types.get(type), depth);
        out.u8(CALL_INDIRECT).u32(type).u8(0);
        return true;
      }
    }
    List<Integer> fitting = new ArrayList<>();
    for (int i = self; i < functions.size(); i++) {
      if (functions.get(i).results().equals(wanted)) {
        fitting.add(i);
      }
    }
    if (fitting.isEmpty()) {
      return false;
    }
    int function = fitting.get(random.nextInt(fitting.size()));
    arguments(functions.get(function), depth);
    out.u8(CALL).u32(function);
    return true;
  }

  /** Simple ones where there are many. */
  private void arguments(FunctionType type, int depth) {
    String params = type.params();
    int at = params.length() > MANY ? DEEPEST + 1 : depth + 1;
    params.chars().forEach(p -> expression((char) p, at));
  }

  /** Mostly an entry of that type, else any, an empty one or none. */
  private void entry(FunctionType type, int depth) {
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < table.length; i++) {
      if (functions.get(table[i]).equals(type)) {
        fitting.add(i);
      }
    }
    if (!fitting.isEmpty() && chance(97)) {
      out.u8(I32_CONST).s32(fitting.get(random.nextInt(fitting.size())));
    } else if (chance(20)) {
      expression(I32, depth + 1);
    } else {
      out.u8(I32_CONST).s32(table.length + random.nextInt(8) - 4);
    }
  }

  private void expression(char type, int depth) {
    budget--;
    int kind = depth > DEEPEST ? random.nextInt(5) : random.nextInt(24);
    switch (kind) {
      case 0 -> constant(type);
      case 1, 2, 3 -> {
        int local = random(type);
        if (local < 0) {
          constant(type);
        } else {
          out.u8(LOCAL_GET).u32(local);
        }
      }
      case 4 -> {
        int global = globals.indexOf(type, 1);
        if (global < 0) {
          constant(type);
        } else {
          out.u8(GLOBAL_GET).u32(global);
        }
      }
      case 5 -> {
        int local = random(type);
        expression(type, depth + 1);
        if (local >= 0) {
          out.u8(LOCAL_TEE).u32(local);
        }
      }
      case 6, 7 -> load(type, depth);
      case 8 -> block(BLOCK, type, depth);
      case 9 -> block(LOOP, type, depth);
      case 10 -> {
        expression(I32, depth + 1);
        block(IF, type, depth);
      }
      case 11 -> {
        expression(type, depth + 1);
        expression(type, depth + 1);
        expression(I32, depth + 1);
        out.u8(SELECT);
      }
      case 12 -> {
        if (!call(depth, type)) {
          constant(type);
        }
      }
      case 13 -> {
        // A value that a branch may take along and that else stays.
        int label = random.nextInt(labels.size());
        expression(type, depth + 1);
        if (labels.get(labels.size() - 1 - label) == type) {
          expression(I32, depth + 1);
          out.u8(BR_IF).u32(label);
        }
      }
      default -> operator(type, depth);
    }
  }

  private void load(char type, int depth) {
    int opcode =
        switch (type) {
          case I32 -> new int[] {0x28, 0x2c, 0x2d, 0x2e, 0x2f}[random.nextInt(5)];
          case I64 -> new int[] {0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35}[random.nextInt(7)];
          case F32 -> 0x2a;
          default -> 0x2b;
        };
    address(depth + 1);
    out.u8(opcode).u32(0).u32(offset());
  }

  private void operator(char type, int depth) {
    if (type == I32 && chance(3)) {
      if (chance(50)) {
        out.raw(MEMORY_SIZE, 0);
      } else {
        expression(I32, depth + 1);
        out.raw(I32_CONST, 1, 0x71, MEMORY_GROW, 0);
      }
      return;
    }
    int opcode = 0x45 + random.nextInt(LAST - 0x45 + 1);
    while (Operators.result(opcode) != type) {
      opcode = 0x45 + random.nextInt(LAST - 0x45 + 1);
    }
    char operand = operand(opcode);
    for (int i = Operators.operands(opcode); i > 0; i--) {
      expression(operand, depth + 1);
    }
    boolean division = (opcode >= 0x6d && opcode <= 0x70) || (opcode >= 0x7f && opcode <= 0x82);
    if (division && chance(90)) {
      // mostly not by zero
      out.raw(opcode < 0x7f ? I32_CONST : I32_CONST + 1, 1, opcode < 0x7f ? 0x72 : 0x84);
    }
    boolean truncation = (opcode >= 0xa8 && opcode <= 0xab) || (opcode >= 0xae && opcode <= 0xb1);
    if (truncation && chance(90)) {
      // mostly within range
      out.u8(DROP);
      constant(operand == F32 ? F32 : F64, 3.75);
    }
    out.u8(opcode);
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

  private void constant(char type, double value) {
    if (type == F32) {
      little(0x43, Float.floatToRawIntBits((float) value), 4);
    } else {
      little(0x44, Double.doubleToRawLongBits(value), 8);
    }
  }

  private void constant(char type) {
    int value = chance(70) ? INTERESTING[random.nextInt(INTERESTING.length)] : random.nextInt();
    switch (type) {
      case I32 -> out.u8(I32_CONST).s32(value);
      case I64 -> out.u8(I32_CONST + 1).s32(value);
      case F32 -> little(0x43, value, 4);
      default ->
          little(0x44, chance(50) ? (long) value << 32 | random.nextInt() : random.nextLong(), 8);
    }
  }

  private void little(int opcode, long bits, int bytes) {
    out.u8(opcode);
    for (int i = 0; i < bytes; i++) {
      out.u8((int) (bits >>> 8 * i) & 0xff);
    }
  }
}
