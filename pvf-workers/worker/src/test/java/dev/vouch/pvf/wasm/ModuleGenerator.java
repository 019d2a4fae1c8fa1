package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.ValueTypes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random valid modules for comparing engines. {@code validate_block} reads which function to call,
 * how often, and its arguments from its input, and which memory function before that; it leaves
 * results and globals in memory and gives the first page back.
 */
public final class ModuleGenerator {
  /** Fuel of one call: loop rounds and calls. */
  private static final int FUEL = 200;

  /** Where the memory function and its arguments stand in the input. */
  public static final int MEMORY_AT = 72;

  private static final int RESULTS_AT = 0xf000;
  private static final int GLOBALS_AT = 0xf800;

  private ModuleGenerator() {}

  /**
   * A module.
   *
   * @param functions how many functions a run can choose from
   * @param memoryFunctions those that move and compare bytes, by index
   */
  public record Generated(Code code, int functions, Map<Integer, BodyKind> memoryFunctions) {}

  /** The bytes of a module. */
  public static final class Code {
    private final byte[] bytes;

    Code(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes themselves. */
    public byte[] bytes() {
      return bytes;
    }
  }

  /**
   * A module from a seed.
   *
   * @param instructions about how many instructions the largest function has
   */
  public static Generated of(long seed, int functions, int instructions) {
    return of(seed, functions, instructions, CodeGenerator.Hard.NOT);
  }

  /** A module whose first function has far more of something than a method holds. */
  public static Generated hard(long seed, int functions, int instructions) {
    Random random = new Random(seed);
    int[] more = {
      random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(5_000),
      random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(5_000),
      random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(3_000)
    };
    return of(seed, functions, instructions, new CodeGenerator.Hard(more[0], more[1], more[2]));
  }

  private static Generated of(long seed, int functions, int instructions, CodeGenerator.Hard hard) {
    Random random = new Random(seed);
    List<FunctionType> types = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      types.add(type(random, hard.any() && i == 0 ? random.nextInt(500) : random.nextInt(6)));
    }
    List<FunctionType> signatures = new ArrayList<>();
    List<Integer> typeOf = new ArrayList<>();
    for (int i = 0; i < functions; i++) {
      typeOf.add(random.nextInt(types.size()));
      signatures.add(types.get(typeOf.getLast()));
    }
    StringBuilder globals = new StringBuilder().append(I32);
    for (int i = 0; i < 5; i++) {
      globals.append(CodeScope.TYPES[i % 4]);
    }
    WasmBuilder module = new WasmBuilder().memory();
    types.forEach(t -> module.type(form(t)));
    int[] table = random.ints(12, 0, functions).toArray();
    for (int i = 0; i < functions; i++) {
      CodeGenerator code =
          new CodeGenerator(new CodeScope(random, signatures, types, globals.toString(), table, i));
      int size = i == 0 ? instructions : 20 + random.nextInt(200);
      int locals = random.nextInt(i == 0 ? 60 : 12);
      module.body(typeOf.get(i), code.body(size, locals, i == 0 ? hard : CodeGenerator.Hard.NOT));
    }
    module.table(table);
    for (char c : globals.toString().toCharArray()) {
      module.mutableGlobal(c);
    }
    module
        .globalI32(RESULTS_AT - 0x1000)
        .type(form(new FunctionType("" + I32 + I32, "" + I64)))
        .type(form(KnownBodies.TYPE));
    MemoryBodies.add(module, types.size() + 1);
    module
        .body(types.size(), driver(signatures, globals.toString()))
        .export("memory", 2, 0)
        .export("__heap_base", 3, globals.length())
        .export("validate_block", 0, functions + MemoryBodies.COUNT);
    return new Generated(new Code(module.build()), functions, MemoryBodies.kinds(functions));
  }

  private static FunctionType type(Random random, int count) {
    StringBuilder params = new StringBuilder();
    for (int i = count; i > 0; i--) {
      params.append(CodeScope.TYPES[random.nextInt(4)]);
    }
    return new FunctionType(
        params.toString(),
        random.nextInt(4) == 0 ? "" : String.valueOf(CodeScope.TYPES[random.nextInt(4)]));
  }

  private static int[] form(FunctionType type) {
    String p = type.params();
    String r = type.results();
    return IntStream.concat(
            IntStream.concat(
                p.length() < 0x80
                    ? IntStream.of(p.length())
                    : IntStream.of(p.length() & 0x7f | 0x80, p.length() >> 7),
                p.chars()),
            IntStream.concat(IntStream.of(r.length()), r.chars()))
        .toArray();
  }

  /**
   * Input: function and rounds as i32, then 8 bytes for each argument, then from {@link #MEMORY_AT}
   * which memory function (none above the last) and its arguments; local 2 counts rounds.
   */
  private static ByteWriter driver(List<FunctionType> signatures, String globals) {
    ByteWriter out = new ByteWriter(256).raw(1, 1, I32);
    out.raw(0x20, 0, 0x28, 0).u32(4).raw(0x21, 2);
    out.raw(0x03, 0x40); // loop
    out.raw(0x41).s32(FUEL).raw(0x24, CodeScope.FUEL);
    for (int m = 0; m < MemoryBodies.COUNT; m++) {
      out.raw(0x20, 0, 0x28, 0).u32(MEMORY_AT).u8(0x41).s32(m).raw(0x46, 0x04, 0x40);
      out.u8(0x41).s32(RESULTS_AT + 8);
      for (int i = 1; i <= 3; i++) {
        out.raw(0x20, 0, 0x28, 0).u32(MEMORY_AT + 4 * i);
      }
      out.u8(0x10).u32(signatures.size() + m).raw(0x36, 0, 0, 0x0b);
    }
    for (int f = 0; f < signatures.size(); f++) {
      out.raw(0x20, 0, 0x28, 0, 0, 0x41).s32(f).raw(0x46, 0x04, 0x40); // if it is this one
      FunctionType type = signatures.get(f);
      out.raw(0x41).s32(RESULTS_AT);
      for (int i = 0; i < type.params().length(); i++) {
        char p = type.params().charAt(i);
        out.raw(0x20, 0, load(p), 0).u32(8 + 8 * i);
        if (p == I32) {
          out.raw(0x20, 2, 0x6a); // other arguments in each round
        }
      }
      out.u8(0x10).u32(f);
      if (type.results().isEmpty()) {
        out.u8(0x1a);
      } else {
        out.raw(store(type.results().charAt(0)), 0, 0);
      }
      out.u8(0x0b);
    }
    out.raw(0x20, 2, 0x41, 1, 0x6b, 0x22, 2, 0x41, 0, 0x4a, 0x0d, 0, 0x0b);
    for (int g = 0; g < globals.length(); g++) {
      out.raw(0x41).s32(GLOBALS_AT + 8 * g).u8(0x23).u32(g);
      out.raw(store(globals.charAt(g)), 0, 0);
    }
    out.raw(0x42).s32(1).raw(0x42, 48, 0x86, 0x0b); // 65 536 bytes from 0: length << 32
    return out;
  }

  private static int load(char type) {
    return 0x28 + I32 - type;
  }

  private static int store(char type) {
    return 0x36 + I32 - type;
  }
}
