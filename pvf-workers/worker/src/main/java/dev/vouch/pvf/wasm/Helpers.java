package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What splitting appends to a module: functions, their types, and mutable globals that carry what
 * neither fits into parameters nor into the one result. Nothing runs between the write and the read
 * of such a global, so all regions share them.
 */
final class Helpers {
  private record Slot(char type, int number) {}

  private final int firstFunction;
  private final int firstGlobal;
  private final List<FunctionType> types;
  private final Map<FunctionType, Integer> typeIndex = new LinkedHashMap<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<ByteWriter> bodies = new ArrayList<>();
  private final Map<Slot, Integer> globals = new LinkedHashMap<>();
  private final Map<FrameOp, Integer> frames = new EnumMap<>(FrameOp.class);

  Helpers(Module module) {
    this.firstFunction = module.importedFunctions() + module.functions.size();
    long imported = module.imports.stream().filter(i -> i.what() instanceof Extern.Global).count();
    this.firstGlobal = (int) imported + module.globals.size();
    this.types = new ArrayList<>(module.types);
    for (int i = 0; i < types.size(); i++) {
      typeIndex.putIfAbsent(types.get(i), i);
    }
  }

  /** Appends a function and gives its index. */
  int add(FunctionType type, ByteWriter body) {
    Integer index = typeIndex.get(type);
    if (index == null) {
      index = types.size();
      types.add(type);
      typeIndex.put(type, index);
    }
    functions.add(index);
    bodies.add(body);
    return firstFunction + functions.size() - 1;
  }

  /**
   * The function for an access to a frame; its body is not reached, since the engine replaces it.
   */
  int frame(FrameOp op) {
    Integer known = frames.get(op);
    if (known == null) {
      known = add(op.type(), new ByteWriter(4).raw(0, Instructions.UNREACHABLE, Instructions.END));
      frames.put(op, known);
    }
    return known;
  }

  /** Functions that the engine has to provide. */
  Map<FrameOp, Integer> frames() {
    return frames;
  }

  /** The global that carries the {@code number}th value of a type. */
  int global(char type, int number) {
    return globals.computeIfAbsent(new Slot(type, number), s -> firstGlobal + globals.size());
  }

  /** Puts another type in place of each of the module's. */
  void replaceTypes(UnaryOperator<FunctionType> by) {
    types.replaceAll(by);
  }

  List<FunctionType> types() {
    return types;
  }

  /** Type indices of the appended functions. */
  List<Integer> functions() {
    return functions;
  }

  List<ByteWriter> bodies() {
    return bodies;
  }

  int globalCount() {
    return globals.size();
  }

  /** Appends the globals, each initially 0. */
  void writeGlobals(ByteWriter out) {
    for (Slot slot : globals.keySet()) {
      out.raw(slot.type(), 1);
      EngineModule.zero(out, slot.type());
      out.u8(Instructions.END);
    }
  }
}
