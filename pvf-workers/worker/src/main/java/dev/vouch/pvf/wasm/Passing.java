package dev.vouch.pvf.wasm;

/**
 * How operands and locals get into a region: as parameters while there is room, then as globals.
 */
record Passing(String types, int operandParams, int localParams) {
  /** JVM slots for parameters; memory and instance come on top, and a method has 255. */
  private static final int MAX_PARAMETER_SLOTS = 240;

  static Passing of(SplitContext context, Region region) {
    StringBuilder types = new StringBuilder();
    int slots = 0;
    int operands = 0;
    for (char type : region.consumed().toCharArray()) {
      slots += SplitContext.width(type);
      if (slots > MAX_PARAMETER_SLOTS) {
        return new Passing(types.toString(), operands, 0);
      }
      types.append(type);
      operands++;
    }
    int locals = 0;
    for (int local : region.in()) {
      slots += SplitContext.width(context.local(local));
      if (slots > MAX_PARAMETER_SLOTS) {
        break;
      }
      types.append(context.local(local));
      locals++;
    }
    return new Passing(types.toString(), operands, locals);
  }
}
