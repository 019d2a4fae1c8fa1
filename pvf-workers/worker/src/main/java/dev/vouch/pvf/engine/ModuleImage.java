package dev.vouch.pvf.engine;

import com.dylibso.chicory.runtime.TableFactory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.DataSection;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionSection;
import com.dylibso.chicory.wasm.types.Global;
import com.dylibso.chicory.wasm.types.GlobalSection;
import com.dylibso.chicory.wasm.types.ImportSection;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.MemorySection;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.StartSection;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.TableSection;
import com.dylibso.chicory.wasm.types.TypeSection;
import com.dylibso.chicory.wasm.types.ValType;
import dev.vouch.pvf.wasm.FunctionType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module without its code, as an artifact holds it, so that loading one parses no Wasm: read once
 * per worker, in the order that {@link ModuleImageWriter} writes. Only for modules whose functions
 * are all compiled; constants are the only initial values that the gate lets pass.
 */
final class ModuleImage {
  /** Stands for "no start function". */
  static final int NONE = -1;

  private static final FunctionBody COMPILED = new FunctionBody(List.of(), List.of());

  private static final class Segment {
    final int offset;
    final int[] functions;

    Segment(int offset, int[] functions) {
      this.offset = offset;
      this.functions = functions;
    }
  }

  private final ByteBuffer in;
  private final WasmModule module;
  private final List<Segment> elements = new ArrayList<>();

  private ModuleImage(byte[] image) {
    in = ByteBuffer.wrap(image);
    module = readModule();
  }

  /** Reads an image; the caller verified the artifact. */
  static ModuleImage read(byte[] image) {
    try {
      return new ModuleImage(image);
    } catch (BufferUnderflowException e) {
      throw new ArtifactException("not an artifact: its module image is cut", e);
    }
  }

  /** What the engine makes instances of. */
  WasmModule module() {
    return module;
  }

  /** Makes the one table of an instance with what its segments put there. */
  TableFactory tables() {
    return (table, initial) -> {
      TableInstance made = new TableInstance(table, initial);
      for (Segment s : elements) {
        if (Integer.toUnsignedLong(s.offset) + s.functions.length > made.size()) {
          throw new UninstantiableException("out of bounds table access");
        }
        for (int i = 0; i < s.functions.length; i++) {
          // No instance stands for the table's own.
          made.setRef(s.offset + i, s.functions[i], null);
        }
      }
      return made;
    };
  }

  private WasmModule readModule() {
    WasmModule.Builder made =
        WasmModule.builder().setTypeSection(types()).setImportSection(imports());
    int functions = in.getInt();
    var types = FunctionSection.builder();
    var bodies = CodeSection.builder();
    for (int i = 0; i < functions; i++) {
      types.addFunctionType(in.getInt());
      bodies.addFunctionBody(COMPILED);
    }
    made.setFunctionSection(types.build()).setCodeSection(bodies.build());
    made.setTableSection(table()).setMemorySection(memory()).setGlobalSection(globals());
    int start = in.getInt();
    if (start != NONE) {
      made.setStartSection(StartSection.builder().setStartIndex(start).build());
    }
    elements();
    return made.setDataSection(data()).withValidation(false).build();
  }

  private TypeSection types() {
    var section = TypeSection.builder();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      String params = codes();
      section.addFunctionType(Signatures.of(new FunctionType(params, codes())));
    }
    return section.build();
  }

  private String codes() {
    char[] codes = new char[in.getInt()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (char) in.get();
    }
    return new String(codes);
  }

  private ImportSection imports() {
    var section = ImportSection.builder();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      section.addImport(new FunctionImport("env", "i" + i, in.getInt()));
    }
    return section.build();
  }

  private TableSection table() {
    var section = TableSection.builder();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      long min = in.getLong();
      section.addTable(new Table(ValType.FuncRef, new TableLimits(min, in.getLong())));
    }
    return section.build();
  }

  private @Nullable MemorySection memory() {
    int count = in.getInt();
    if (count == 0) {
      return null;
    }
    return MemorySection.builder().addMemory(new Memory(new MemoryLimits(in.getInt()))).build();
  }

  private GlobalSection globals() {
    var section = GlobalSection.builder();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      ValType type = Signatures.type(in.get());
      MutabilityType mutability = in.get() == 0 ? MutabilityType.Const : MutabilityType.Var;
      section.addGlobal(new Global(type, mutability, constant(in.getLong())));
    }
    return section.build();
  }

  /** The engine looks at the operand only, whatever the type of the constant. */
  private static List<Instruction> constant(long bits) {
    return List.of(new Instruction(0, OpCode.I64_CONST, new long[] {bits}));
  }

  private void elements() {
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      int offset = in.getInt();
      int[] functions = new int[in.getInt()];
      for (int f = 0; f < functions.length; f++) {
        functions[f] = in.getInt();
      }
      elements.add(new Segment(offset, functions));
    }
  }

  private DataSection data() {
    var section = DataSection.builder();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      int offset = in.getInt();
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      section.addDataSegment(new ActiveDataSegment(0, constant(offset), bytes));
    }
    return section.build();
  }
}
