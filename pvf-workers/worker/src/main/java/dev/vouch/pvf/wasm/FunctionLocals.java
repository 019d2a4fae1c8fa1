package dev.vouch.pvf.wasm;

import java.util.Map;
import java.util.TreeMap;

/** The locals of a function that is written: where those of the original are, and what is added. */
final class FunctionLocals {
  private final int params;
  private final Map<Integer, Integer> indices = new TreeMap<>();
  private final StringBuilder declared = new StringBuilder();

  /**
   * @param params they come first in the index space
   */
  FunctionLocals(int params) {
    this.params = params;
  }

  /** A local of the original comes as a parameter. */
  void parameter(int original, int index) {
    indices.put(original, index);
  }

  /** A local of the original that is no parameter here. */
  void declare(int original, char type) {
    indices.put(original, add(type));
  }

  /** One that the original does not have; gives its index. */
  int add(char type) {
    declared.append(type);
    return params + declared.length() - 1;
  }

  boolean has(int original) {
    return indices.containsKey(original);
  }

  /** -1 for one that has no place here. */
  int index(int original) {
    return indices.getOrDefault(original, -1);
  }

  /** As a function body begins: groups of one type each. */
  ByteWriter declarations() {
    ByteWriter groups = new ByteWriter(64);
    int count = 0;
    for (int from = 0; from < declared.length(); ) {
      int to = from;
      while (to < declared.length() && declared.charAt(to) == declared.charAt(from)) {
        to++;
      }
      groups.u32(to - from).u8(declared.charAt(from));
      count++;
      from = to;
    }
    return new ByteWriter(groups.length() + 5).u32(count).append(groups);
  }
}
