package dev.vouch.pvf.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.ActiveElement;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.Element;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Global;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.ValType;
import dev.vouch.pvf.wasm.ValueTypes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes a {@link ModuleImage}: types, imports, functions, table, memory, globals, start, elements,
 * data; big-endian, every list after its length.
 */
final class ModuleImageWriter {
  private final WasmModule module;
  private final DataOutputStream out;

  private ModuleImageWriter(WasmModule module, DataOutputStream out) {
    this.module = module;
    this.out = out;
  }

  /** The image of a module that passed the gate and imports nothing but functions. */
  static byte[] write(WasmModule module) {
    var bytes = new ByteArrayOutputStream();
    try {
      new ModuleImageWriter(module, new DataOutputStream(bytes)).all();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private void all() throws IOException {
    FunctionType[] types = module.typeSection().types();
    out.writeInt(types.length);
    for (FunctionType type : types) {
      codes(type.params());
      codes(type.returns());
    }
    imports();
    int functions = module.functionSection().functionCount();
    out.writeInt(functions);
    for (int i = 0; i < functions; i++) {
      out.writeInt(module.functionSection().getFunctionType(i));
    }
    limits();
    globals();
    out.writeInt(module.startSection().map(s -> (int) s.startIndex()).orElse(ModuleImage.NONE));
    elements();
    data();
  }

  private void codes(List<ValType> types) throws IOException {
    out.writeInt(types.size());
    for (ValType type : types) {
      out.writeByte(code(type));
    }
  }

  private static int code(ValType type) {
    if (type.equals(ValType.I32)) {
      return ValueTypes.I32;
    }
    if (type.equals(ValType.I64)) {
      return ValueTypes.I64;
    }
    return type.equals(ValType.F32) ? ValueTypes.F32 : ValueTypes.F64;
  }

  private void imports() throws IOException {
    int count = module.importSection().importCount();
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      Import imported = module.importSection().getImport(i);
      if (!(imported instanceof FunctionImport function)) {
        throw new IllegalStateException("a module that never runs has no image");
      }
      out.writeInt(function.typeIndex());
    }
  }

  private void limits() throws IOException {
    int tables = module.tableSection().tableCount();
    out.writeInt(tables);
    for (int i = 0; i < tables; i++) {
      Table table = module.tableSection().getTable(i);
      out.writeLong(table.limits().min());
      out.writeLong(table.limits().max());
    }
    int memories = module.memorySection().map(m -> m.memoryCount()).orElse(0);
    out.writeInt(memories);
    if (memories > 0) {
      out.writeInt(module.memorySection().orElseThrow().getMemory(0).limits().initialPages());
    }
  }

  private void globals() throws IOException {
    Global[] globals = module.globalSection().globals();
    out.writeInt(globals.length);
    for (Global global : globals) {
      out.writeByte(code(global.valueType()));
      out.writeByte(global.mutabilityType() == MutabilityType.Const ? 0 : 1);
      out.writeLong(constant(global.initInstructions()));
    }
  }

  /** The value of the one constant that the gate admits. */
  private static long constant(List<Instruction> expression) {
    return switch (expression.getFirst().opcode()) {
      case I32_CONST, I64_CONST, F32_CONST, F64_CONST, REF_FUNC -> expression.getFirst().operand(0);
      default -> throw new IllegalStateException("not a constant: " + expression);
    };
  }

  private void elements() throws IOException {
    Element[] elements = module.elementSection().elements();
    out.writeInt(elements.length);
    for (Element element : elements) {
      ActiveElement active = (ActiveElement) element;
      out.writeInt((int) constant(active.offset()));
      out.writeInt(active.initializers().size());
      for (List<Instruction> function : active.initializers()) {
        out.writeInt((int) constant(function));
      }
    }
  }

  private void data() throws IOException {
    DataSegment[] segments = module.dataSection().dataSegments();
    out.writeInt(segments.length);
    for (DataSegment segment : segments) {
      ActiveDataSegment active = (ActiveDataSegment) segment;
      out.writeInt((int) constant(active.offsetInstructions()));
      out.writeInt(active.data().length);
      out.write(active.data());
    }
  }
}
