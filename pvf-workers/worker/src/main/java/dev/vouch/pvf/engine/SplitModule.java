package dev.vouch.pvf.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import dev.vouch.pvf.wasm.FunctionSplitter;
import dev.vouch.pvf.wasm.ModuleStubs;
import dev.vouch.pvf.wasm.RejectedModule;
import java.util.function.IntPredicate;

/**
 * The engine's view of a module whose large functions were split. Bodies that splitting left alone
 * are those of the whole module, so only the others are parsed: a second parse of everything, and a
 * second copy of it in the heap, would cost a tenth of a preparation.
 */
final class SplitModule {
  private SplitModule() {}

  /**
   * What the engine would make of the split module's bytes.
   *
   * @param whole the module before it was split
   */
  static WasmModule parse(WasmModule whole, FunctionSplitter.Result split) throws RejectedModule {
    if (split.functions().isEmpty()) {
      return whole;
    }
    int imported = whole.importSection().count(ExternalType.FUNCTION);
    int bodies = whole.codeSection().functionBodyCount();
    IntPredicate fresh = f -> f >= imported + bodies || split.functions().get(f);
    WasmModule parsed = Preparer.parse(ModuleStubs.of(split.bytes().array(), fresh), false);
    var code = CodeSection.builder();
    for (int i = 0; i < parsed.codeSection().functionBodyCount(); i++) {
      WasmModule from = fresh.test(imported + i) ? parsed : whole;
      code.addFunctionBody(from.codeSection().getFunctionBody(i));
    }
    return WasmModule.builder()
        .setTypeSection(parsed.typeSection())
        .setImportSection(parsed.importSection())
        .setFunctionSection(parsed.functionSection())
        .setTableSection(parsed.tableSection())
        .setMemorySection(parsed.memorySection().orElse(null))
        .setGlobalSection(parsed.globalSection())
        .setStartSection(parsed.startSection().orElse(null))
        .setElementSection(parsed.elementSection())
        .setCodeSection(code.build())
        .setDataSection(parsed.dataSection())
        .withValidation(false)
        .build();
  }
}
