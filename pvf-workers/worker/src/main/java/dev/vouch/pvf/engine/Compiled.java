package dev.vouch.pvf.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.WasmModule;
import dev.vouch.pvf.wasm.FunctionSplitter;
import dev.vouch.pvf.wasm.InterpreterModule;
import dev.vouch.pvf.wasm.RejectedModule;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the compiler made of a module, after its large functions were split.
 *
 * @param split the module that was compiled
 * @param parsed the same as the engine sees it
 */
record Compiled(FunctionSplitter.Result split, WasmModule parsed, CompilerResult classes) {
  /** Prefix of generated methods. */
  private static final String FUNCTION = "func_";

  /** A class is verified as a whole when its first function is called; a block calls few. */
  private static final int FUNCTIONS_PER_CLASS = 32;

  /**
   * Bytes of JVM code, as estimated, of functions that are split, and of the parts, one line for
   * each attempt: a method ends at 65 535, and the estimate may be too low. A third number, in
   * tests, says how many functions are flattened whatever their size.
   *
   * <p>Parts are small because C1 refuses methods in which too many values meet (seen with {@code
   * -XX:+PrintCompilation} as "COMPILE SKIPPED"), and a refused one runs in the virtual machine's
   * interpreter. Of all methods of 12 runtimes C1 refused 24 with parts of 24 000 bytes, one of
   * them hot in a block, and refuses 6 with these and {@link FunctionSplitter}'s bound on locals
   * times blocks: parts to which 90 and more values are passed, 5 of them of one runtime, which was
   * not run. A scratch program gave every method to C1 (2026-11-21, JDK 25), but not what is
   * compiled for a loop that is already running: in a block C1 refused that for one part.
   *
   * <p>On speed nothing firm is known. With several other numbers, two to six blocks (guest-thread
   * CPU, scratch programs, 4 cores x86-64, shared) differed within the spread between runs, in both
   * directions, and preparation by anything from -19 % to +51 %, without a pattern.
   */
  static final int[][] ATTEMPTS = {{56_000, 8_000}, {36_000, 8_000}, {20_000, 8_000}};

  /** Attempts after those in which functions that were left are cut in another way. */
  private static final int STUBBORN_ROUNDS = 2;

  /** Compiles a module, which is validated first. */
  static Compiled of(byte[] complete, int[][] attempts) throws RejectedModule {
    WasmModule valid = Preparer.parse(complete, true);
    BitSet stubborn = new BitSet();
    Compiled compiled = null;
    for (int[] attempt : attempts) {
      if (attempt.length > 2) {
        stubborn.set(0, attempt[2]);
      }
      compiled = attempt(complete, valid, attempt, stubborn);
      if (compiled.classes.interpretedFunctions().isEmpty()) {
        return compiled;
      }
    }
    // What is left after that is cut in another way. Once is enough, but a part of a function that
    // none of the attempts left may be left now.
    for (int i = 0; i < STUBBORN_ROUNDS; i++) {
      FunctionSplitter.Result before = Objects.requireNonNull(compiled).split;
      compiled.classes.interpretedFunctions().forEach(f -> stubborn.set(before.owner(f)));
      compiled = attempt(complete, valid, attempts[attempts.length - 1], stubborn);
      if (compiled.classes.interpretedFunctions().isEmpty()) {
        return compiled;
      }
    }
    return Objects.requireNonNull(compiled).forInterpreter();
  }

  private static Compiled attempt(byte[] complete, WasmModule valid, int[] bounds, BitSet stubborn)
      throws RejectedModule {
    FunctionSplitter.Result split =
        FunctionSplitter.split(complete, bounds[0], bounds[1], stubborn);
    WasmModule parsed = SplitModule.parse(valid, split);
    return new Compiled(split, parsed, compile(parsed));
  }

  /** The same with those functions that are left to the interpreter made fit for it. */
  private Compiled forInterpreter() throws RejectedModule {
    Set<Integer> left = classes.interpretedFunctions();
    byte[] fit = InterpreterModule.of(module(), left::contains);
    if (Arrays.equals(fit, module())) {
      return this;
    }
    WasmModule again = Preparer.parse(fit, false);
    return new Compiled(
        new FunctionSplitter.Result(
            new FunctionSplitter.Bytes(fit), split.functions(), split.owners(), split.frames()),
        again,
        compile(again));
  }

  /** Methods that provide what split functions ask of the engine, by the name of the stub. */
  Map<String, String> frames() {
    Map<String, String> methods = new TreeMap<>();
    split.frames().forEach((function, method) -> methods.put(FUNCTION + function, method));
    return methods;
  }

  byte[] module() {
    return split.bytes().array();
  }

  private static CompilerResult compile(WasmModule module) {
    return builder(module).withInterpreterFallback(InterpreterFallback.SILENT).build().compile();
  }

  private static Compiler.Builder builder(WasmModule module) {
    return Compiler.builder(module)
        .withClassName(Preparer.MAIN_CLASS)
        .withMaxFunctionsPerClass(FUNCTIONS_PER_CLASS)
        .withClassCollectorFactory(ByteClassCollector::new);
  }
}
