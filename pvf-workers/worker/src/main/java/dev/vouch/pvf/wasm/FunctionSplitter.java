package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts functions that are too large for a JVM method (64 KiB of code, or too many variables or
 * parameters) into several, from module to module. The result does the same: calls, traps, memory
 * accesses and globals of the original come in the same order, and what is appended is not counted
 * by the stack limiter, which ran before.
 */
public final class FunctionSplitter {
  /** Locals in use of a function that are a method's variables; those of one with more are not. */
  private static final int MAX_LOCALS = 2_000;

  /**
   * Locals times blocks of a function that stays whole. C1 refuses methods in which too many values
   * meet ("too many stack slots used", "out of virtual registers in linear scan"). Of the functions
   * of 12 runtimes that were whole three were refused, at 20 349, 22 945 and 28 428; ten between 20
   * 000 and 22 600 were not (2026-11-21, JDK 25).
   */
  private static final long MAX_MEETING = 20_000;

  /** Operands at once that a method can hold, well below what the JVM admits. */
  private static final int MAX_OPERANDS = 2_000;

  /** Operands at once that parts pass to each other; above, most of a part would do that. */
  private static final int MAX_PASSED_OPERANDS = 200;

  /** Bytes of JVM code that a chunk should have; its accesses to variables take most of it. */
  private static final int CHUNK = 10_000;

  private final Module module;
  private final int[] functionTypes;
  private final String globals;
  private final Helpers helpers;
  private final BitSet split = new BitSet();
  private final BitSet stubborn;

  /** The original function of each appended one, in order. */
  private final List<Integer> owners = new ArrayList<>();

  private FunctionSplitter(Module module, BitSet stubborn) {
    this.module = module;
    this.stubborn = stubborn;
    this.functionTypes = module.functionTypes();
    this.globals = SplitContext.globals(module);
    this.helpers = new Helpers(module);
  }

  /**
   * A module without large functions.
   *
   * @param bytes the module
   * @param functions indices of the functions that were split, or of all where types were narrowed;
   *     those above are appended
   * @param owners the function that each appended one belongs to, by index; what several share is
   *     its first user's
   * @param frames what the engine has to provide, as a method's name by function index
   */
  public record Result(
      Bytes bytes,
      BitSet functions,
      Map<Integer, Integer> owners,
      SortedMap<Integer, String> frames) {
    /** The function of the original that a function belongs to. */
    public int owner(int function) {
      return owners.getOrDefault(function, function);
    }
  }

  /** Bytes that nobody changes. */
  public static final class Bytes {
    private final byte[] array;

    /** Bytes, which are not copied. */
    public Bytes(byte[] array) {
      this.array = array;
    }

    /** The bytes themselves. */
    public byte[] array() {
      return array;
    }
  }

  /**
   * Splits.
   *
   * @param bytes a valid module
   * @param most functions above this many bytes of JVM code, as estimated, are split
   * @param part bytes of JVM code that a part should have at most
   * @param stubborn functions that are cut in the way that always works, by index
   */
  public static Result split(byte[] bytes, int most, int part, BitSet stubborn)
      throws RejectedModule {
    Module module = ModuleReader.read(bytes);
    byte[] narrow = NarrowTypes.of(bytes, module);
    if (!Arrays.equals(narrow, bytes)) {
      module = ModuleReader.read(narrow);
    }
    Result result = new FunctionSplitter(module, stubborn).run(most, part);
    if (!Arrays.equals(narrow, bytes)) {
      result.functions.set(0, module.importedFunctions() + module.functions.size());
    }
    return result;
  }

  private Result run(int most, int part) throws RejectedModule {
    int imported = module.importedFunctions();
    ByteWriter bodies = new ByteWriter(module.bytes.length);
    for (int i = 0; i < module.bodies.size(); i++) {
      Body body = module.bodies.get(i);
      ByteWriter cut = cut(body, imported + i, most, part);
      if (cut == null) {
        int from = body.locals().from();
        bodies.u32(body.code().to() - from).raw(module.bytes, new Span(from, body.code().to()));
      } else {
        split.set(imported + i);
        bodies.sized(cut);
      }
      while (owners.size() < helpers.functions().size()) {
        owners.add(imported + i);
      }
    }
    Map<Integer, Integer> byIndex = new TreeMap<>();
    for (int i = 0; i < owners.size(); i++) {
      byIndex.put(imported + module.functions.size() + i, owners.get(i));
    }
    SortedMap<Integer, String> frames = new TreeMap<>();
    helpers.frames().forEach((op, function) -> frames.put(function, op.method()));
    byte[] result = split.isEmpty() ? module.bytes : AppendedModule.write(module, helpers, bodies);
    return new Result(new Bytes(result), split, byIndex, frames);
  }

  /** The function's new body, or nothing if it stays as it is. */
  private @Nullable ByteWriter cut(Body body, int function, int most, int part)
      throws RejectedModule {
    long size = estimate(body);
    // The stubborn ones are those that an attempt left, whatever the estimate says.
    boolean forced = stubborn.get(function);
    int params = module.types.get(functionTypes[function]).params().length();
    long variables = params + Integer.toUnsignedLong(body.declared());
    boolean large = size > most || variables * blocks(body) > MAX_MEETING;
    boolean locals = variables > MAX_LOCALS;
    int operands = large ? MAX_PASSED_OPERANDS : MAX_OPERANDS;
    // An operand is at least two bytes of code, as estimated.
    boolean deep = size > 2L * operands && height(body, function) > operands;
    if (!forced && !large && !locals && !deep) {
      return null;
    }
    SplitContext context = SplitContext.of(module, functionTypes, globals, function);
    LiveCode live = LiveCode.of(context, helpers, body);
    if (forced || deep || live.localsUsed() > MAX_LOCALS) {
      return Flattener.flatten(context, helpers, live, Math.min(CHUNK, part));
    }
    return large || locals ? BodySplitter.split(context, helpers, live, part) : null;
  }

  private long height(Body body, int function) throws RejectedModule {
    int results = module.types.get(functionTypes[function]).results().length();
    return StackHeight.of(module, functionTypes, body, results);
  }

  private long blocks(Body body) throws RejectedModule {
    Instructions in = new Instructions(module, body.code());
    long count = 0;
    while (!in.atEnd()) {
      in.next();
      if (in.opcode >= Instructions.BLOCK && in.opcode <= Instructions.IF) {
        count++;
      }
    }
    return count;
  }

  private long estimate(Body body) throws RejectedModule {
    Instructions in = new Instructions(module, body.code());
    long size = 6L * body.declared();
    while (!in.atEnd()) {
      in.next();
      size +=
          in.opcode == Instructions.BR_TABLE
              ? JvmSize.branchTable(in.targets.length)
              : JvmSize.of(in.opcode);
    }
    return size;
  }
}
