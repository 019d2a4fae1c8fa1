package dev.vouch.pvf.wasm;

/** The types that one function's instructions refer to. */
final class SplitContext {
  final Module module;
  private final int[] functionTypes;
  private final String globals;

  /** Types of the parameters and locals. */
  private final String locals;

  final int params;
  final FunctionType signature;

  private SplitContext(
      Module module, int[] functionTypes, String globals, String locals, FunctionType signature) {
    this.module = module;
    this.functionTypes = functionTypes;
    this.globals = globals;
    this.locals = locals;
    this.params = signature.params().length();
    this.signature = signature;
  }

  static SplitContext of(Module module, int[] functionTypes, String globals, int function) {
    FunctionType signature = module.types.get(functionTypes[function]);
    StringBuilder locals = new StringBuilder(signature.params());
    Body body = module.bodies.get(function - module.importedFunctions());
    for (Body.LocalGroup group : body.groups()) {
      locals.repeat(group.type(), group.count());
    }
    return new SplitContext(module, functionTypes, globals, locals.toString(), signature);
  }

  static String globals(Module module) {
    StringBuilder types = new StringBuilder();
    for (Import i : module.imports) {
      if (i.what() instanceof Extern.Global g) {
        types.append(g.type());
      }
    }
    module.globals.forEach(g -> types.append(g.type()));
    return types.toString();
  }

  int localCount() {
    return locals.length();
  }

  char local(int index) {
    return locals.charAt(index);
  }

  char global(int index) {
    return globals.charAt(index);
  }

  FunctionType function(int index) {
    return module.types.get(functionTypes[index]);
  }

  FunctionType type(int index) {
    return module.types.get(index);
  }

  /** JVM slots of all locals. */
  int slots() {
    return slots(locals);
  }

  static int slots(String types) {
    int slots = types.length();
    for (int i = 0; i < types.length(); i++) {
      slots += width(types.charAt(i)) - 1;
    }
    return slots;
  }

  static int width(char type) {
    return type == ValueTypes.I64 || type == ValueTypes.F64 ? 2 : 1;
  }
}
