package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;
import static dev.vouch.pvf.wasm.ValueTypes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One function while its random code is made: what the code may name, what there is of it, and how
 * much is still to come.
 */
final class CodeScope {
  /** The global that counts what may still repeat. */
  static final int FUEL = 0;

  static final char[] TYPES = {I32, I64, F32, F64};

  final Random random;
  final List<FunctionType> functions;
  final List<FunctionType> types;
  final String globals;
  final int[] table;
  final FunctionType signature;
  final int self;
  final List<Character> locals = new ArrayList<>();
  final List<Character> labels = new ArrayList<>();
  final ByteWriter out = new ByteWriter(4096);
  int budget;

  /**
   * Code without a body yet.
   *
   * @param functions signatures of all functions; calls go to {@code self} and those above
   * @param types signatures that call_indirect may name
   * @param table functions of the table, whose last entries are empty
   * @param globals types of the mutable globals, the fuel first
   */
  CodeScope(
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

  /** True in that many of a hundred cases. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A local of that type, -1 if there is none. */
  int anyLocal(char type) {
    List<Integer> of = new ArrayList<>();
    for (int i = 0; i < locals.size(); i++) {
      if (locals.get(i) == type) {
        of.add(i);
      }
    }
    return of.isEmpty() ? -1 : of.get(random.nextInt(of.size()));
  }

  /** One of the four types. */
  char anyType() {
    return TYPES[random.nextInt(4)];
  }

  /** What a branch to this label takes along. */
  char branchType(int label) {
    return labels.get(labels.size() - 1 - label);
  }

  /** What the function returns. */
  char result() {
    String results = signature.results();
    return results.isEmpty() ? NO_RESULT : results.charAt(0);
  }
}
