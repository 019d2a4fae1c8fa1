package dev.vouch.pvf.engine;

import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.MalformedException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import dev.vouch.pvf.engine.ArtifactFile.Blob;
import dev.vouch.pvf.engine.ArtifactFile.ModuleForm;
import dev.vouch.pvf.rewrite.ClassRewriter;
import dev.vouch.pvf.rewrite.HostBinding;
import dev.vouch.pvf.rewrite.StackCount;
import dev.vouch.pvf.rewrite.Targets;
import dev.vouch.pvf.wasm.BodyKind;
import dev.vouch.pvf.wasm.InterpreterModule;
import dev.vouch.pvf.wasm.ModuleStubs;
import dev.vouch.pvf.wasm.PreparedModule;
import dev.vouch.pvf.wasm.RejectedModule;
import java.io.ByteArrayInputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;

/**
 * Turns a decompressed module into an artifact (validation 3.1): gate, instrumentation, validation,
 * splitting of large functions, compilation to JVM classes, rewriting. Deterministic: equal input
 * and levers give equal bytes.
 */
public final class Preparer {
  static final String MAIN_CLASS = "dev.vouch.pvf.guest.Guest";

  private Preparer() {}

  /** Prepares with all levers. */
  public static PrepareOutcome prepare(byte[] code, EngineParams params) {
    return prepare(code, params, Levers.ALL);
  }

  /** Prepares; never throws for what the module holds. Heap exhaustion is not caught. */
  public static PrepareOutcome prepare(byte[] code, EngineParams params, Levers levers) {
    return prepare(code, params, levers, Compiled.ATTEMPTS, Map.of());
  }

  /**
   * The same for tests.
   *
   * @param splitting other bounds for it; see {@link Compiled}
   * @param more memory functions by index, beside those that are on the reviewed list
   */
  static PrepareOutcome prepare(
      byte[] code,
      EngineParams params,
      Levers levers,
      int[][] splitting,
      Map<Integer, BodyKind> more) {
    PreparedModule module;
    try {
      module = PreparedModule.of(code, params.stackLogicalMax());
    } catch (RejectedModule e) {
      return rejected(
          e.step() == RejectedModule.Step.PREVALIDATION
              ? PrepareErrorKind.PREVALIDATION
              : PrepareErrorKind.PREPARATION,
          e.reason());
    }
    try {
      return new PrepareOutcome.Prepared(
          compile(code.length, module, levers.passes(), splitting, more));
    } catch (RejectedModule e) {
      return rejected(PrepareErrorKind.ENGINE, "instrumentation failed: " + e.reason());
    } catch (InvalidException | MalformedException e) {
      return rejected(PrepareErrorKind.PREPARATION, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return rejected(PrepareErrorKind.ENGINE, "the compiler failed: " + e);
    } catch (StackOverflowError e) {
      return rejected(PrepareErrorKind.ENGINE, "the compiler ran out of stack");
    }
  }

  private static PrepareOutcome rejected(PrepareErrorKind kind, String reason) {
    return new PrepareOutcome.Rejected(kind, reason);
  }

  private static PreparedArtifact compile(
      int wasmBytes,
      PreparedModule module,
      Levers levers,
      int[][] splitting,
      Map<Integer, BodyKind> more)
      throws RejectedModule {
    if (module.hasMemory() && levers.has(Lever.STATIC_MEMORY)) {
      try {
        Compiled uncounted = Compiled.of(module.uncounted(), splitting);
        if (uncounted.classes().interpretedFunctions().isEmpty()) {
          return artifact(wasmBytes, module, levers, uncounted, stackCount(module), more);
        }
      } catch (MethodTooLargeException e) {
        // There was no room for the count: the module counts itself.
      }
    }
    Compiled counted = Compiled.of(module.complete(), splitting);
    return artifact(wasmBytes, module, levers, counted, StackCount.NONE, more);
  }

  private static StackCount stackCount(PreparedModule module) {
    Map<String, Integer> costs = new TreeMap<>();
    module.stackCosts().forEach((function, cost) -> costs.put("func_" + function, cost));
    return new StackCount(costs, module.stackLimit());
  }

  private static PreparedArtifact artifact(
      int wasmBytes,
      PreparedModule module,
      Levers levers,
      Compiled best,
      StackCount count,
      Map<Integer, BodyKind> more)
      throws RejectedModule {
    CompilerResult compiled = best.classes();
    Map<Integer, BodyKind> known = new TreeMap<>(module.knownBodies());
    known.putAll(more);
    Map<String, String> replaced = new TreeMap<>();
    known.forEach((index, kind) -> replaced.put("func_" + index, MemoryIntrinsics.name(kind)));
    ClassRewriter rewriter =
        new ClassRewriter(
            levers,
            new Targets(
                LinearMemory.class,
                MemoryIntrinsics.class,
                replaced,
                BoundHost.binding(
                    module.describe().imports(), best.parsed().memorySection().isPresent()),
                new HostBinding(GuestFrames.class, best.frames(), LinearMemory.class),
                GlobalFields.of(best.parsed())),
            count);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    int classBytes = 0;
    for (Map.Entry<String, byte[]> c : compiled.classBytes().entrySet()) {
      byte[] rewritten = rewriter.rewrite(c.getValue());
      classes.put(new ClassReader(rewritten).getClassName(), rewritten);
      classBytes += rewritten.length;
    }
    BitSet interpreted = new BitSet();
    compiled.interpretedFunctions().forEach(interpreted::set);
    List<String> names = interpreted.stream().mapToObj(f -> "function " + f).toList();
    ArtifactFacts facts =
        new ArtifactFacts(
            wasmBytes, module.definedFunctions(), names, classBytes, module.lookAlikes());
    Descriptor descriptor = new Descriptor(module.describe(), facts, MAIN_CLASS, levers);
    return new PreparedArtifact(
        ArtifactFile.write(
            descriptor,
            form(module, best, interpreted),
            InterpreterModule.of(module.complete()),
            classes),
        facts);
  }

  /** Wasm has to be parsed only where bodies are, or where imports keep it from running at all. */
  private static ModuleForm form(PreparedModule module, Compiled compiled, BitSet interpreted)
      throws RejectedModule {
    return interpreted.isEmpty() && module.describe().foreignImport().isEmpty()
        ? new ModuleForm.Image(new Blob(ModuleImageWriter.write(compiled.parsed())))
        : new ModuleForm.Stubbed(new Blob(ModuleStubs.of(compiled.module(), interpreted::get)));
  }

  static WasmModule parse(byte[] wasm, boolean validate) {
    return Parser.builder()
        .withCustomParsers(Map.of())
        .withValidation(validate)
        .build()
        .parse(() -> new ByteArrayInputStream(wasm));
  }
}
