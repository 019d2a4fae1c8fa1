package dev.vouch.pvf.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.MalformedException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.vouch.pvf.engine.ArtifactFile.Blob;
import dev.vouch.pvf.engine.ArtifactFile.ModuleForm;
import dev.vouch.pvf.rewrite.ClassRewriter;
import dev.vouch.pvf.wasm.PreparedModule;
import dev.vouch.pvf.wasm.RejectedModule;
import java.io.ByteArrayInputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/**
 * Turns a decompressed module into an artifact (validation 3.1): gate, instrumentation, validation,
 * compilation to JVM classes, rewriting. Deterministic: equal input gives equal bytes.
 */
public final class Preparer {
  private static final String MAIN_CLASS = "dev.vouch.pvf.guest.Guest";

  /** A class is verified as a whole when its first function is called; a block calls few. */
  private static final int FUNCTIONS_PER_CLASS = 32;

  private Preparer() {}

  /** Prepares; never throws for what the module holds. Heap exhaustion is not caught. */
  public static PrepareOutcome prepare(byte[] code, EngineParams params) {
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
      return new PrepareOutcome.Prepared(compile(code.length, module));
    } catch (InvalidException | MalformedException e) {
      return rejected(PrepareErrorKind.PREPARATION, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return rejected(PrepareErrorKind.JOB_ERROR, "the compiler failed: " + e);
    } catch (StackOverflowError e) {
      return rejected(PrepareErrorKind.JOB_ERROR, "the compiler ran out of stack");
    }
  }

  private static PrepareOutcome rejected(PrepareErrorKind kind, String reason) {
    return new PrepareOutcome.Rejected(kind, reason);
  }

  private static PreparedArtifact compile(int wasmBytes, PreparedModule module) {
    byte[] complete = module.complete();
    WasmModule parsed = parse(complete, true);
    CompilerResult compiled =
        Compiler.builder(parsed)
            .withClassName(MAIN_CLASS)
            .withMaxFunctionsPerClass(FUNCTIONS_PER_CLASS)
            .withInterpreterFallback(InterpreterFallback.SILENT)
            .withClassCollectorFactory(ByteClassCollector::new)
            .build()
            .compile();
    Map<String, String> replaced = new TreeMap<>();
    module
        .knownBodies()
        .forEach((index, kind) -> replaced.put("func_" + index, MemoryIntrinsics.name(kind)));
    ClassRewriter rewriter =
        new ClassRewriter(LinearMemory.class, MemoryIntrinsics.class, replaced);
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
        new ArtifactFacts(wasmBytes, module.definedFunctions(), names, classBytes);
    Descriptor descriptor = new Descriptor(module.describe(), facts, MAIN_CLASS);
    return new PreparedArtifact(
        ArtifactFile.write(descriptor, form(module, parsed, interpreted), complete, classes),
        facts);
  }

  /** Wasm has to be parsed only where bodies are, or where imports keep it from running at all. */
  private static ModuleForm form(PreparedModule module, WasmModule parsed, BitSet interpreted) {
    return interpreted.isEmpty() && module.describe().foreignImport().isEmpty()
        ? new ModuleForm.Image(new Blob(ModuleImageWriter.write(parsed)))
        : new ModuleForm.Stubbed(new Blob(module.stubbed(interpreted)));
  }

  static WasmModule parse(byte[] wasm, boolean validate) {
    return Parser.builder()
        .withCustomParsers(Map.of())
        .withValidation(validate)
        .build()
        .parse(() -> new ByteArrayInputStream(wasm));
  }
}
