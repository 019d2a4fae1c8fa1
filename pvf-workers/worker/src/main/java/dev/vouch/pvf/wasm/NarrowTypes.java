package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.CALL;
import static dev.vouch.pvf.wasm.Instructions.CALL_INDIRECT;
import static dev.vouch.pvf.wasm.Instructions.GLOBAL_GET;
import static dev.vouch.pvf.wasm.Instructions.GLOBAL_SET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_GET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_SET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_TEE;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Narrows function types with more parameters than a JVM method, which the engine's compiler does
 * not call correctly through tables: the first parameters stay, the others travel in globals, and
 * some that carry nothing tell types apart that differ only further on, so that an indirect call
 * with another type still traps. Type indices stay as they are.
 */
final class NarrowTypes {
  /** JVM slots of parameters up to which a type is left alone; memory and instance come on top. */
  private static final int MAX_SLOTS = 240;

  /** JVM slots of the parameters that stay. */
  private static final int KEPT_SLOTS = 32;

  /** Parameters that say in binary, i32 or i64, which wide type it was: more than there can be. */
  private static final int MARKS = 22;

  /** How a wide type is passed: {@code kept} parameters of the original, then the marks. */
  private record Narrow(FunctionType wide, int kept, FunctionType type) {}

  private final Module module;
  private final int[] functionTypes;
  private final Helpers helpers;
  private final Map<FunctionType, Narrow> narrow = new LinkedHashMap<>();

  private NarrowTypes(Module module) {
    this.module = module;
    this.functionTypes = module.functionTypes();
    this.helpers = new Helpers(module);
  }

  /** The module without wide types; the same bytes if it has none. */
  static byte[] of(byte[] bytes, Module module) throws RejectedModule {
    if (module.types.stream().noneMatch(t -> SplitContext.slots(t.params()) > MAX_SLOTS)) {
      return bytes;
    }
    return new NarrowTypes(module).run();
  }

  private byte[] run() throws RejectedModule {
    Set<FunctionType> taken = new HashSet<>(module.types);
    int number = 0;
    for (FunctionType type : module.types) {
      if (SplitContext.slots(type.params()) > MAX_SLOTS && !narrow.containsKey(type)) {
        Narrow found = narrowed(type, number++);
        while (!taken.add(found.type)) {
          found = narrowed(type, number++);
        }
        narrow.put(type, found);
      }
    }
    ByteWriter bodies = new ByteWriter(module.bytes.length);
    for (int i = 0; i < module.bodies.size(); i++) {
      FunctionType type = module.types.get(module.functions.get(i));
      bodies.sized(body(module.bodies.get(i), narrow.get(type)));
    }
    helpers.replaceTypes(t -> type(t));
    return AppendedModule.write(module, helpers, bodies);
  }

  private static Narrow narrowed(FunctionType wide, int number) {
    int kept = 0;
    for (int slots = 0; slots < KEPT_SLOTS; kept++) {
      slots += SplitContext.width(wide.params().charAt(kept));
    }
    StringBuilder params = new StringBuilder(wide.params().substring(0, kept));
    for (int bit = 0; bit < MARKS; bit++) {
      params.append((number >> bit & 1) == 0 ? ValueTypes.I32 : ValueTypes.I64);
    }
    return new Narrow(wide, kept, new FunctionType(params.toString(), wide.results()));
  }

  private FunctionType type(FunctionType original) {
    Narrow n = narrow.get(original);
    return n == null ? original : n.type;
  }

  /** Globals of the parameters that do not stay, and one that is free beside them. */
  private List<Integer> carriers(Narrow n) {
    int[] next = new int[ValueTypes.I32 + 1];
    List<Integer> globals = new ArrayList<>();
    for (char type : (n.wide.params().substring(n.kept) + ValueTypes.I32).toCharArray()) {
      globals.add(helpers.global(type, next[type]++));
    }
    return globals;
  }

  private ByteWriter body(Body body, @Nullable Narrow own) throws RejectedModule {
    Span code = body.code();
    ByteWriter out = new ByteWriter(body.locals().length() + code.length() + 16);
    enter(out, body, own);
    Instructions in = new Instructions(module, code);
    int copied = code.from();
    while (!in.atEnd()) {
      in.next();
      Narrow called = called(in);
      boolean local = in.opcode >= LOCAL_GET && in.opcode <= LOCAL_TEE;
      if (called != null) {
        out.raw(module.bytes, new Span(copied, in.start));
        pass(out, called, in.opcode == CALL_INDIRECT);
        copied = in.start;
      } else if (local && own != null && in.operand >= own.kept) {
        out.raw(module.bytes, new Span(copied, in.start));
        out.u8(in.opcode).u32(in.operand + MARKS);
        copied = in.end();
      }
    }
    return out.raw(module.bytes, new Span(copied, code.to()));
  }

  private @Nullable Narrow called(Instructions in) {
    return switch (in.opcode) {
      case CALL -> narrow.get(module.types.get(functionTypes[in.operand]));
      case CALL_INDIRECT -> narrow.get(module.types.get(in.operand));
      default -> null;
    };
  }

  /** Locals in place of the parameters that do not stay, and their values. */
  private void enter(ByteWriter out, Body body, @Nullable Narrow own) throws RejectedModule {
    if (own == null) {
      out.raw(module.bytes, body.locals());
      return;
    }
    String travelled = own.wide.params().substring(own.kept);
    out.u32(travelled.length() + body.groups().size());
    travelled.chars().forEach(type -> out.raw(1, type));
    body.groups().forEach(g -> out.u32(g.count()).u8(g.type()));
    List<Integer> globals = carriers(own);
    BitSet used = used(body);
    for (int i = 0; i < travelled.length(); i++) {
      if (!used.get(own.kept + i)) {
        continue;
      }
      out.u8(GLOBAL_GET).u32(globals.get(i));
      out.u8(LOCAL_SET).u32(own.kept + MARKS + i);
    }
  }

  /** Locals that the code names. */
  private BitSet used(Body body) throws RejectedModule {
    BitSet used = new BitSet();
    Instructions in = new Instructions(module, body.code());
    while (!in.atEnd()) {
      in.next();
      if (in.opcode >= LOCAL_GET && in.opcode <= LOCAL_TEE) {
        used.set(in.operand);
      }
    }
    return used;
  }

  /** Turns the operands of a call, behind which the index of an indirect one lies. */
  private void pass(ByteWriter out, Narrow called, boolean indirect) {
    List<Integer> globals = carriers(called);
    int index = globals.removeLast();
    if (indirect) {
      out.u8(GLOBAL_SET).u32(index);
    }
    for (int global : globals.reversed()) {
      out.u8(GLOBAL_SET).u32(global);
    }
    String params = called.type.params();
    for (int i = called.kept; i < params.length(); i++) {
      EngineModule.zero(out, params.charAt(i));
    }
    if (indirect) {
      out.u8(GLOBAL_GET).u32(index);
    }
  }
}
