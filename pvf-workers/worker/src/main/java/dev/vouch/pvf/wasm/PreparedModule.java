package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A module on its way through preparation (validation 3.1): gate, stack limiter, memory import made
 * a definition, declared maximum dropped, checks. What is left is to compile the result.
 */
public final class PreparedModule {
  private final Module module;
  private final EngineModule engine;
  private final StackCosts costs;
  private final int stackLimit;

  private PreparedModule(Module module, EngineModule engine, StackCosts costs, int stackLimit) {
    this.module = module;
    this.engine = engine;
    this.costs = costs;
    this.stackLimit = stackLimit;
  }

  /** Runs all steps up to compilation. */
  public static PreparedModule of(byte[] code, int stackLogicalMax) throws RejectedModule {
    Module parsed = ModuleReader.read(code);
    StackCosts costs = StackCosts.of(parsed);
    Module module = withoutDeclaredMaximum(withoutMemoryImport(parsed));
    ModuleChecks.check(module);
    EngineModule engine = EngineModule.of(module, costs, stackLogicalMax);
    return new PreparedModule(module, engine, costs, stackLogicalMax);
  }

  private static Module withoutMemoryImport(Module m) throws RejectedModule {
    for (int i = 0; i < m.imports.size(); i++) {
      if (m.imports.get(i).what() instanceof Extern.Memory memory) {
        if (hasMemorySection(m)) {
          throw RejectedModule.invalid("a memory is imported and another one defined");
        }
        List<Import> imports = new ArrayList<>(m.imports);
        String name = imports.remove(i).field();
        List<Export> exports = new ArrayList<>(m.exports);
        exports.add(new Export(name, Export.MEMORY, 0));
        return m.with(imports, List.of(memory.limits()), exports);
      }
    }
    return m;
  }

  /** An empty section counts too: the reference inserts another one, and that fails (PJ-3). */
  private static boolean hasMemorySection(Module m) throws RejectedModule {
    ByteReader in = new ByteReader(m.bytes, ModuleReader.HEADER_LENGTH, m.bytes.length);
    while (!in.atEnd()) {
      if (in.u8() == ModuleReader.MEMORY_SECTION) {
        return true;
      }
      in.section();
    }
    return false;
  }

  private static Module withoutDeclaredMaximum(Module m) {
    List<Limits> memories = m.memories.stream().map(l -> new Limits(l.min(), Limits.NONE)).toList();
    return m.with(m.imports, memories, m.exports);
  }

  /** The module for the engine with all its bodies. */
  public byte[] complete() {
    return engine.complete();
  }

  /**
   * The same without the stack limiter's count, which has to be put around every direct call in a
   * function: by {@link #stackCosts} and {@link #stackLimit}.
   */
  public byte[] uncounted() throws RejectedModule {
    return EngineModule.uncounted(module, costs, stackLimit).complete();
  }

  /** Cost of a call by the index of the function, without sign; free ones are not in it. */
  public SortedMap<Integer, Integer> stackCosts() {
    SortedMap<Integer, Integer> all = new TreeMap<>();
    for (int function = 0; function < costs.functions(); function++) {
      if (costs.of(function) != 0) {
        all.put(function, costs.of(function));
      }
    }
    return all;
  }

  /** The most that open calls may cost together. */
  public int stackLimit() {
    return stackLimit;
  }

  /** Whether it has a memory. */
  public boolean hasMemory() {
    return !module.memories.isEmpty();
  }

  /** Number of functions that the original defines. */
  public int definedFunctions() {
    return module.functions.size();
  }

  /** Number of imported functions. */
  public int importedFunctions() {
    return module.importedFunctions();
  }

  /** Functions by index whose bodies are on the reviewed list of memory functions. */
  public SortedMap<Integer, BodyKind> knownBodies() {
    return KnownBodies.of(module);
  }

  /** Functions that look like memory functions but are not on that list, one line for each. */
  public List<String> lookAlikes() throws RejectedModule {
    return LookAlikes.of(module);
  }

  /** What resolution and instantiation need to know. */
  public Interface describe() {
    List<ImportedFunction> imports = new ArrayList<>();
    String foreign = "";
    for (Import i : module.imports) {
      if (!i.module().equals("env")) {
        foreign =
            "host doesn't provide any imports from non-env module: " + i.module() + ":" + i.field();
      } else if (!(i.what() instanceof Extern.Function)) {
        foreign = "host doesn't provide any non function imports: " + i.module() + ":" + i.field();
      }
      if (i.what() instanceof Extern.Function f) {
        imports.add(new ImportedFunction(i.field(), module.types.get(f.type())));
      }
    }
    int pages = module.memories.isEmpty() ? 0 : (int) module.memories.getFirst().min();
    return new Interface(
        imports, foreign, pages, export("memory"), export("__heap_base"), export("validate_block"));
  }

  private int export(String name) {
    for (Export e : module.exports) {
      if (e.name().equals(name)) {
        return switch (e.kind()) {
          case Export.MEMORY -> name.equals("memory") ? e.index() : Interface.WRONG;
          case Export.GLOBAL ->
              name.equals("__heap_base") && isI32(e.index()) ? e.index() : Interface.WRONG;
          case Export.FUNCTION ->
              name.equals("validate_block") && isEntry(e.index())
                  ? engine.entry(e.index())
                  : Interface.WRONG;
          default -> Interface.WRONG;
        };
      }
    }
    return Interface.MISSING;
  }

  private boolean isI32(int global) {
    List<Extern.Global> imported =
        module.imports.stream()
            .map(Import::what)
            .filter(Extern.Global.class::isInstance)
            .map(Extern.Global.class::cast)
            .toList();
    char type =
        global < imported.size()
            ? imported.get(global).type()
            : module.globals.get(global - imported.size()).type();
    return type == ValueTypes.I32;
  }

  private boolean isEntry(int function) {
    FunctionType type = module.types.get(module.functionTypes()[function]);
    return type.equals(
        new FunctionType("" + ValueTypes.I32 + ValueTypes.I32, String.valueOf(ValueTypes.I64)));
  }
}
