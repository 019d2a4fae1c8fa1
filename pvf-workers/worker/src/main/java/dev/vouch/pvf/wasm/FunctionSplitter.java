package dev.vouch.pvf.wasm;

import java.util.BitSet;

/**
 * Cuts functions that are too large for a JVM method (64 KiB of code) into several, from module to
 * module. The result does the same: calls, traps, memory accesses and globals of the original come
 * in the same order, and what is appended is not counted by the stack limiter, which ran before.
 */
public final class FunctionSplitter {
  /** Slots for operands that the library which writes classes can count, rounded down. */
  private static final int MAX_SLOTS = 30_000;

  private final Module module;
  private final int[] functionTypes;
  private final String globals;
  private final Helpers helpers;
  private final BitSet split = new BitSet();
  private final BitSet deep = new BitSet();

  private FunctionSplitter(Module module) {
    this.module = module;
    this.functionTypes = module.functionTypes();
    this.globals = SplitContext.globals(module);
    this.helpers = new Helpers(module);
  }

  /**
   * A module without large functions.
   *
   * @param bytes the module
   * @param functions indices of the functions that were split; those above are appended
   * @param deep indices of functions with more operands than a JVM method can hold, which only an
   *     interpreter runs
   */
  public record Result(Bytes bytes, BitSet functions, BitSet deep) {}

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
   */
  public static Result split(byte[] bytes, int most, int part) throws RejectedModule {
    return new FunctionSplitter(ModuleReader.read(bytes)).run(most, part);
  }

  private Result run(int most, int part) throws RejectedModule {
    int imported = module.importedFunctions();
    ByteWriter bodies = new ByteWriter(module.bytes.length);
    for (int i = 0; i < module.bodies.size(); i++) {
      Body body = module.bodies.get(i);
      long size = estimate(body);
      // Two bytes of code, as estimated, for an operand of two slots.
      if (size >= MAX_SLOTS && tooDeep(body, imported + i)) {
        deep.set(imported + i);
      }
      if (size > most && !deep.get(imported + i)) {
        SplitContext context = SplitContext.of(module, functionTypes, globals, imported + i);
        split.set(imported + i);
        bodies.sized(BodySplitter.split(context, helpers, body, part));
      } else {
        int from = body.locals().from();
        bodies.u32(body.code().to() - from).raw(module.bytes, new Span(from, body.code().to()));
      }
    }
    if (split.isEmpty()) {
      return new Result(new Bytes(module.bytes), split, deep);
    }
    return new Result(new Bytes(AppendedModule.write(module, helpers, bodies)), split, deep);
  }

  private boolean tooDeep(Body body, int function) throws RejectedModule {
    int results = module.types.get(functionTypes[function]).results().length();
    return 2 * StackHeight.of(module, functionTypes, body, results) > MAX_SLOTS;
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
