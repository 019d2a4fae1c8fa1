package dev.vouch.pvf.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import dev.vouch.pvf.wasm.FunctionSplitter;
import dev.vouch.pvf.wasm.InterpreterModule;
import dev.vouch.pvf.wasm.RejectedModule;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.MethodTooLargeException;

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
   * each attempt: a method ends at 65 535, and the estimate may be too low.
   */
  static final int[][] ATTEMPTS = {{56_000, 24_000}, {36_000, 16_000}, {20_000, 8_000}};

  /** Compiles a module, which is validated first. */
  static Compiled of(byte[] complete, int[][] attempts) throws RejectedModule {
    WasmModule valid = Preparer.parse(complete, true);
    Compiled compiled = null;
    for (int[] attempt : attempts) {
      FunctionSplitter.Result split = FunctionSplitter.split(complete, attempt[0], attempt[1]);
      WasmModule parsed = SplitModule.parse(valid, split);
      compiled = new Compiled(split, parsed, compile(parsed, split.deep()));
      if (compiled.classes.interpretedFunctions().isEmpty()) {
        return compiled;
      }
    }
    return Objects.requireNonNull(compiled).forInterpreter();
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
            new FunctionSplitter.Bytes(fit), split.functions(), split.deep()),
        again,
        compile(again, split.deep()));
  }

  byte[] module() {
    return split.bytes().array();
  }

  /**
   * The compiler finds out itself what is too large for a method, but not what is too deep; and
   * once it is told the one it wants to be told the other.
   */
  private static CompilerResult compile(WasmModule module, BitSet deep) {
    if (deep.isEmpty()) {
      return builder(module).withInterpreterFallback(InterpreterFallback.SILENT).build().compile();
    }
    Set<Integer> left = new TreeSet<>();
    deep.stream().forEach(left::add);
    while (true) {
      try {
        return builder(module).withInterpretedFunctions(left).build().compile();
      } catch (ChicoryException e) {
        if (!(e.getCause() instanceof MethodTooLargeException large)
            || !large.getMethodName().startsWith(FUNCTION)
            || !left.add(Integer.parseInt(large.getMethodName().substring(FUNCTION.length())))) {
          throw e;
        }
      }
    }
  }

  private static Compiler.Builder builder(WasmModule module) {
    return Compiler.builder(module)
        .withClassName(Preparer.MAIN_CLASS)
        .withMaxFunctionsPerClass(FUNCTIONS_PER_CLASS)
        .withClassCollectorFactory(ByteClassCollector::new);
  }
}
