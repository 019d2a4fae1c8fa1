package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the module that the engine compiles or interprets: the accepted one with the stack
 * limiter's instrumentation (WX-10, WX-12), the float helpers, and without custom sections and
 * exports (the engine reaches everything by index). Indices of the original stay as they are.
 */
final class EngineModule {
  private final Module module;
  private final StackCosts costs;
  private final StackCounter counter;
  private final boolean counting;
  private final int originalFunctions;
  private final int imported;
  private final Map<Integer, Integer> thunkOf = new java.util.LinkedHashMap<>();
  private final List<FunctionType> types;
  private final Map<FloatHelper, Integer> helpers = new EnumMap<>(FloatHelper.class);
  private final List<Integer> appendedTypes = new ArrayList<>();
  private final List<ByteWriter> bodies = new ArrayList<>();

  private EngineModule(Module module, StackCosts costs, int limit, boolean counting)
      throws RejectedModule {
    this.module = module;
    this.counting = counting;
    this.costs = costs;
    this.types = new ArrayList<>(module.types);
    int[] functionTypes = module.functionTypes();
    this.originalFunctions = functionTypes.length;
    this.imported = module.importedFunctions();
    thunks(functionTypes);
    this.counter =
        new StackCounter(module.globals.size(), limit, originalFunctions + thunkOf.size());
    for (int i = 0; i < StackCounter.FUNCTIONS; i++) {
      appendedTypes.add(indexOf(StackCounter.TYPE));
    }
    for (int i = 0; i < module.bodies.size(); i++) {
      bodies.add(body(module.bodies.get(i), module.types.get(functionTypes[imported + i])));
    }
    thunkOf.forEach((function, thunk) -> bodies.add(thunk(function, functionTypes[function])));
    bodies.add(counter.enterBody());
    bodies.add(counter.leaveBody());
    for (FloatHelper helper : helpers.keySet()) {
      bodies.add(helperBody(helper));
    }
  }

  static EngineModule of(Module module, StackCosts costs, int limit) throws RejectedModule {
    return new EngineModule(module, costs, limit, true);
  }

  /** The same without the count around calls, for classes into which a pass puts it. */
  static EngineModule uncounted(Module module, StackCosts costs, int limit) throws RejectedModule {
    return new EngineModule(module, costs, limit, false);
  }

  /** The function that stands for {@code function} where it is entered from outside. */
  int entry(int function) {
    Integer thunk = thunkOf.get(function);
    return thunk == null ? function : thunk;
  }

  /** The whole module. */
  byte[] complete() {
    return write();
  }

  private void thunks(int[] functionTypes) {
    BitSet wanted = costs.thunks();
    int next = originalFunctions;
    for (int f = wanted.nextSetBit(0); f >= 0; f = wanted.nextSetBit(f + 1)) {
      thunkOf.put(f, next++);
      appendedTypes.add(functionTypes[f]);
    }
  }

  private int helper(FloatHelper helper) {
    Integer known = helpers.get(helper);
    if (known != null) {
      return known;
    }
    // Helpers are written in the order of the enum, so each has a fixed place once one is needed.
    int next = counter.enter() + StackCounter.FUNCTIONS;
    for (FloatHelper h : FloatHelper.values()) {
      helpers.put(h, next++);
      appendedTypes.add(indexOf(h.type()));
    }
    return helpers.getOrDefault(helper, next);
  }

  private int indexOf(FunctionType type) {
    int index = types.indexOf(type);
    if (index < 0) {
      index = types.size();
      types.add(type);
    }
    return index;
  }

  private ByteWriter body(Body body, FunctionType type) throws RejectedModule {
    Span code = body.code();
    ByteWriter out = new ByteWriter(body.locals().length() + code.length() + 16);
    out.raw(module.bytes, body.locals());
    boolean wrapped = branchesToFunction(body);
    if (wrapped) {
      String results = type.results();
      out.raw(BLOCK, results.isEmpty() ? NO_RESULT : results.charAt(0));
    }
    Instructions in = new Instructions(module, code);
    int copied = code.from();
    while (!in.atEnd()) {
      in.next();
      FloatHelper replacement = FloatHelper.replacing(in.opcode);
      FloatHelper following = FloatHelper.following(in.opcode);
      boolean counted = counting && in.opcode == CALL && costs.of(in.operand) != 0;
      if (in.opensBlock() && in.end() - in.start > 2) {
        // Block types may be padded, but the engine reads them as they are.
        out.raw(module.bytes, new Span(copied, in.start)).raw(in.opcode, in.operand);
        copied = in.end();
      }
      if (replacement == null && following == null && !counted) {
        continue;
      }
      int keep = replacement == null ? in.end() : in.start;
      if (counted) {
        out.raw(module.bytes, new Span(copied, in.start));
        counter.call(out, in.operand, costs.of(in.operand));
      } else {
        out.raw(module.bytes, new Span(copied, keep));
        FloatHelper call = replacement == null ? following : replacement;
        if (call != null) {
          out.u8(CALL).u32(helper(call));
        }
      }
      copied = in.end();
    }
    out.raw(module.bytes, new Span(copied, code.to()));
    return wrapped ? out.u8(END) : out;
  }

  /** {@code const 0} of a type. */
  static ByteWriter zero(ByteWriter out, char type) {
    return switch (type) {
      case ValueTypes.I32 -> out.raw(I32_CONST, 0);
      case ValueTypes.I64 -> out.raw(I32_CONST + 1, 0);
      case ValueTypes.F32 -> out.raw(I32_CONST + 2, 0, 0, 0, 0);
      default -> out.raw(F64_CONST, 0, 0, 0, 0, 0, 0, 0, 0);
    };
  }

  /**
   * Whether a branch names the function itself. The engine's compiler takes the end of such a
   * function for the end of the block before it, so a block of the same type goes around the body
   * and takes those branches, whose depth stays.
   */
  private boolean branchesToFunction(Body body) throws RejectedModule {
    Instructions in = new Instructions(module, body.code());
    int depth = 0;
    while (!in.atEnd()) {
      in.next();
      switch (in.opcode) {
        case BLOCK, LOOP, IF -> depth++;
        case END -> depth--;
        case BR, BR_IF -> {
          if (in.operand == depth) {
            return true;
          }
        }
        case BR_TABLE -> {
          for (int target : in.targets) {
            if (target == depth) {
              return true;
            }
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private ByteWriter thunk(int function, int type) {
    ByteWriter out = new ByteWriter(64).u32(0);
    for (int p = 0; p < module.types.get(type).params().length(); p++) {
      out.u8(LOCAL_GET).u32(p);
    }
    if (counting) {
      counter.call(out, function, costs.of(function));
    } else {
      out.u8(CALL).u32(function);
    }
    return out.u8(END);
  }

  private static ByteWriter helperBody(FloatHelper helper) {
    ByteWriter out = new ByteWriter(64).u32(0);
    helper.body(out);
    return out.u8(END);
  }

  private byte[] write() {
    int size = module.bytes.length;
    ByteWriter out = new ByteWriter(size + size / 2);
    out.raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    section(out, 1, types.size(), w -> types.forEach(t -> type(w, t)));
    section(out, 2, module.imports.size(), this::imports);
    section(
        out,
        3,
        module.functions.size() + appendedTypes.size(),
        w -> {
          module.functions.forEach(w::u32);
          appendedTypes.forEach(w::u32);
        });
    section(out, 4, module.tables.size(), w -> module.tables.forEach(t -> limits(w.u8(0x70), t)));
    section(out, 5, module.memories.size(), w -> module.memories.forEach(m -> limits(w, m)));
    section(out, 6, module.globals.size() + 1, this::globals);
    if (module.start.isPresent()) {
      out.u8(8).sized(new ByteWriter(8).u32(entry(module.start.getAsInt())));
    }
    section(out, 9, module.elements.size(), this::elements);
    section(out, 10, bodies.size(), w -> bodies.forEach(w::sized));
    section(out, 11, module.data.size(), this::data);
    return out.toByteArray();
  }

  private static void section(
      ByteWriter out, int id, int count, java.util.function.Consumer<ByteWriter> content) {
    if (count > 0) {
      ByteWriter body = new ByteWriter(256).u32(count);
      content.accept(body);
      out.u8(id).sized(body);
    }
  }

  static void type(ByteWriter out, FunctionType type) {
    out.u8(0x60).u32(type.params().length());
    type.params().chars().forEach(out::u8);
    out.u32(type.results().length());
    type.results().chars().forEach(out::u8);
  }

  /** Imports keep their order and get unique names, because two may share one (WX-6, PJ-13). */
  private void imports(ByteWriter out) {
    int n = 0;
    for (Import i : module.imports) {
      out.name("env").name("i" + n++);
      switch (i.what()) {
        case Extern.Function f -> out.u8(Export.FUNCTION).u32(f.type());
        case Extern.Table t -> limits(out.raw(Export.TABLE, 0x70), t.limits());
        case Extern.Memory m -> limits(out.u8(Export.MEMORY), m.limits());
        case Extern.Global g -> out.raw(Export.GLOBAL, g.type(), g.mutable() ? 1 : 0);
      }
    }
  }

  private static void limits(ByteWriter out, Limits limits) {
    out.u8(limits.max() == Limits.NONE ? 0 : 1).u32((int) limits.min());
    if (limits.max() != Limits.NONE) {
      out.u32((int) limits.max());
    }
  }

  private void globals(ByteWriter out) {
    for (Global g : module.globals) {
      out.raw(g.type(), g.mutable() ? 1 : 0).raw(module.bytes, g.init());
    }
    out.raw(ValueTypes.I32, 1, I32_CONST, 0, END);
  }

  private void elements(ByteWriter out) {
    for (Element e : module.elements) {
      out.u32(e.table()).raw(module.bytes, e.offset()).u32(e.functions().size());
      e.functions().forEach(f -> out.u32(entry(f)));
    }
  }

  private void data(ByteWriter out) {
    for (Data d : module.data) {
      out.u32(d.memory()).raw(module.bytes, d.offset());
      out.u32(d.bytes().length()).raw(module.bytes, d.bytes());
    }
  }
}
