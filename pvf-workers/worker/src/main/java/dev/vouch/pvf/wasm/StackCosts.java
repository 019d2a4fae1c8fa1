package dev.vouch.pvf.wasm;

import java.util.BitSet;
import java.util.List;

/**
 * Stack cost of each function (WX-11) and which functions need a thunk (WX-12). Costs are 32-bit
 * values without sign.
 */
final class StackCosts {
  private final int[] costs;
  private final BitSet thunks = new BitSet();

  private StackCosts(int[] costs) {
    this.costs = costs;
  }

  static StackCosts of(Module module) throws RejectedModule {
    int[] functionTypes = module.functionTypes();
    int imported = module.importedFunctions();
    int[] costs = new int[functionTypes.length];
    for (int i = imported; i < costs.length; i++) {
      costs[i] = cost(module, functionTypes, i, module.bodies.get(i - imported));
    }
    StackCosts result = new StackCosts(costs);
    module.start.ifPresent(result::entered);
    for (Export e : module.exports) {
      if (e.kind() == Export.FUNCTION) {
        result.entered(e.index());
      }
    }
    for (Element e : module.elements) {
      List<Integer> entries = e.functions();
      entries.forEach(result::entered);
    }
    return result;
  }

  private static int cost(Module module, int[] functionTypes, int function, Body body)
      throws RejectedModule {
    int type = functionTypes[function];
    if (type < 0 || type >= module.types.size()) {
      throw RejectedModule.invalid("function " + function + " has an unknown type");
    }
    FunctionType signature = module.types.get(type);
    long cost =
        Integer.toUnsignedLong(body.declared())
            + StackHeight.of(module, functionTypes, body, signature);
    if (cost > 0xffff_ffffL) {
      throw RejectedModule.invalid("stack cost of function " + function + " overflows");
    }
    return (int) cost;
  }

  private void entered(int function) {
    // An index out of range is left to validation, which refuses it.
    if (function >= 0 && function < costs.length && costs[function] != 0) {
      thunks.set(function);
    }
  }

  /** Number of functions of the original, imports first. */
  int functions() {
    return costs.length;
  }

  int of(int function) {
    return costs[function];
  }

  /** Functions with a thunk, in the order of the thunks. */
  BitSet thunks() {
    return (BitSet) thunks.clone();
  }
}
