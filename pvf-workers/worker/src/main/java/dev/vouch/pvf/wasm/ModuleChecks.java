package dev.vouch.pvf.wasm;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Validation of everything in a module but its function bodies, which the engine's validator
 * checks: index ranges, limits, initialisers, export names, the start function.
 */
final class ModuleChecks {
  /** Pages of a 32-bit memory. */
  private static final long MAX_PAGES = 65_536;

  /** Entries of a table that the reference's validator admits. */
  private static final long MAX_TABLE_ENTRIES = 10_000_000;

  /** Types, functions, globals or exports of a module, by that validator. */
  private static final int MAX_ENTRIES = 1_000_000;

  /** Data or element segments of a module. */
  private static final int MAX_SEGMENTS = 100_000;

  /** Parameters of a function. */
  private static final int MAX_PARAMETERS = 1_000;

  /** Locals of a function, its parameters included. */
  private static final int MAX_LOCALS = 50_000;

  /** Bytes of a name. */
  private static final int MAX_NAME = 100_000;

  private final Module module;
  private final int[] functionTypes;
  private final List<Extern.Global> importedGlobals;
  private final int tables;
  private final int memories;

  private ModuleChecks(Module module) {
    this.module = module;
    this.functionTypes = module.functionTypes();
    this.importedGlobals =
        module.imports.stream()
            .map(Import::what)
            .filter(Extern.Global.class::isInstance)
            .map(Extern.Global.class::cast)
            .toList();
    this.tables = module.tables.size() + imported(Extern.Table.class);
    this.memories = module.memories.size() + imported(Extern.Memory.class);
  }

  /** Checks the module after its memory import was turned into a definition. */
  static void check(Module module) throws RejectedModule {
    ModuleChecks checks = new ModuleChecks(module);
    checks.types();
    checks.sizes();
    checks.limits();
    checks.globals();
    checks.exports();
    checks.start();
    checks.segments();
  }

  private int imported(Class<? extends Extern> kind) {
    return (int) module.imports.stream().filter(i -> kind.isInstance(i.what())).count();
  }

  /**
   * What the reference's validator admits (WX-7), found by trying Wasmtime 36: only votes about the
   * code depend on it.
   */
  private void sizes() throws RejectedModule {
    atMost(module.types.size(), MAX_ENTRIES, "types");
    atMost(functionTypes.length, MAX_ENTRIES, "functions");
    atMost(module.globals.size() + importedGlobals.size(), MAX_ENTRIES, "globals");
    atMost(module.exports.size(), MAX_ENTRIES, "exports");
    atMost(module.elements.size(), MAX_SEGMENTS, "element segments");
    atMost(module.data.size(), MAX_SEGMENTS, "data segments");
    for (FunctionType type : module.types) {
      atMost(type.params().length(), MAX_PARAMETERS, "parameters of a function");
    }
    for (Export e : module.exports) {
      name(e.name());
    }
    for (Import i : module.imports) {
      name(i.module());
      name(i.field());
    }
    int imported = module.importedFunctions();
    for (int i = 0; i < module.bodies.size(); i++) {
      int params = module.types.get(functionTypes[imported + i]).params().length();
      long locals = Integer.toUnsignedLong(module.bodies.get(i).declared());
      require(locals == 0 || locals + params <= MAX_LOCALS, "too many locals: " + locals);
    }
  }

  private static void name(String name) throws RejectedModule {
    // No character is more than three bytes, but one of two chars, which is four.
    if (name.length() > MAX_NAME / 3) {
      atMost(name.getBytes(StandardCharsets.UTF_8).length, MAX_NAME, "bytes of a name");
    }
  }

  private static void atMost(int count, int limit, String what) throws RejectedModule {
    require(count <= limit, count + " " + what + ", at most " + limit);
  }

  private void types() throws RejectedModule {
    for (int type : functionTypes) {
      require(inRange(type, module.types.size()), "unknown type " + Integer.toUnsignedString(type));
    }
  }

  private void limits() throws RejectedModule {
    require(memories <= 1, "multiple memories");
    require(tables <= 1, "multiple tables");
    for (Limits l : module.memories) {
      memory(l);
    }
    for (Limits l : module.tables) {
      table(l);
    }
    for (Import i : module.imports) {
      switch (i.what()) {
        case Extern.Memory m -> memory(m.limits());
        case Extern.Table t -> table(t.limits());
        case Extern.Function f -> {}
        case Extern.Global g -> {}
      }
    }
  }

  private static void memory(Limits l) throws RejectedModule {
    require(l.ordered(), "size minimum must not be greater than maximum");
    require(
        l.min() <= MAX_PAGES && l.max() <= MAX_PAGES, "memory size must be at most 65536 pages");
  }

  private static void table(Limits l) throws RejectedModule {
    require(l.ordered(), "size minimum must not be greater than maximum");
    require(l.min() <= MAX_TABLE_ENTRIES, "minimum table size is out of bounds");
  }

  private void globals() throws RejectedModule {
    for (Global g : module.globals) {
      constant(g.init(), g.type());
    }
  }

  private void exports() throws RejectedModule {
    Set<String> names = new HashSet<>();
    for (Export e : module.exports) {
      require(names.add(e.name()), "duplicate export name " + e.name());
      int bound =
          switch (e.kind()) {
            case Export.FUNCTION -> functionTypes.length;
            case Export.TABLE -> tables;
            case Export.MEMORY -> memories;
            default -> importedGlobals.size() + module.globals.size();
          };
      require(inRange(e.index(), bound), "export " + e.name() + " of something unknown");
    }
  }

  private void start() throws RejectedModule {
    if (module.start.isPresent()) {
      int function = module.start.getAsInt();
      require(inRange(function, functionTypes.length), "unknown start function");
      FunctionType type = module.types.get(functionTypes[function]);
      require(type.params().isEmpty() && type.results().isEmpty(), "invalid start function type");
    }
  }

  private void segments() throws RejectedModule {
    for (Element e : module.elements) {
      require(inRange(e.table(), tables), "unknown table " + Integer.toUnsignedString(e.table()));
      constant(e.offset(), ValueTypes.I32);
      for (int function : e.functions()) {
        require(inRange(function, functionTypes.length), "unknown function in element segment");
      }
    }
    for (Data d : module.data) {
      require(inRange(d.memory(), memories), "unknown memory in data segment");
      constant(d.offset(), ValueTypes.I32);
    }
    if (module.dataCount.isPresent()) {
      require(
          module.dataCount.getAsInt() == module.data.size(),
          "data count and data section have inconsistent lengths");
    }
  }

  /** One constant, or one immutable imported global, of the wanted type. */
  private void constant(Span code, char wanted) throws RejectedModule {
    Instructions in = new Instructions(module, code);
    in.next();
    char type =
        switch (in.opcode) {
          case Instructions.I32_CONST -> ValueTypes.I32;
          case Instructions.I32_CONST + 1 -> ValueTypes.I64;
          case Instructions.I32_CONST + 2 -> ValueTypes.F32;
          case Instructions.F64_CONST -> ValueTypes.F64;
          case Instructions.GLOBAL_GET -> immutable(in.operand);
          default -> throw RejectedModule.invalid("initialiser is not constant");
        };
    require(type == wanted, "initialiser of another type");
    in.next();
    require(in.opcode == Instructions.END, "initialiser of several instructions");
  }

  private char immutable(int global) throws RejectedModule {
    require(inRange(global, importedGlobals.size()), "initialiser reads an unknown global");
    Extern.Global g = importedGlobals.get(global);
    require(!g.mutable(), "initialiser reads a mutable global");
    return g.type();
  }

  private static boolean inRange(int index, int bound) {
    return index >= 0 && index < bound;
  }

  private static void require(boolean condition, String otherwise) throws RejectedModule {
    if (!condition) {
      throw RejectedModule.invalid(otherwise);
    }
  }
}
