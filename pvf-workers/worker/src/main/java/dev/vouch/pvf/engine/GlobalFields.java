package dev.vouch.pvf.engine;

import com.dylibso.chicory.runtime.GlobalFactory;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which global lives in which field of {@link GuestGlobals}: the first ones of each type, counted
 * by index over those that the module defines and may change. Preparation and loading count alike.
 */
final class GlobalFields {
  private static final Map<String, VarHandle> HANDLES = handles();

  private GlobalFields() {}

  private static Map<String, VarHandle> handles() {
    Map<String, VarHandle> handles = new TreeMap<>();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      for (int i = 0; i < GuestGlobals.INTS; i++) {
        handles.put("i" + i, lookup.findVarHandle(GuestGlobals.class, "i" + i, int.class));
      }
      for (int i = 0; i < GuestGlobals.LONGS; i++) {
        handles.put("l" + i, lookup.findVarHandle(GuestGlobals.class, "l" + i, long.class));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the fields of globals are declared", e);
    }
    return handles;
  }

  /** Field of each global that has one, by index; none where no memory is there to hold them. */
  static Map<Integer, String> of(WasmModule module) {
    Map<Integer, String> fields = new TreeMap<>();
    boolean memory = module.memorySection().isPresent();
    boolean imports = module.importSection().stream().anyMatch(i -> !isFunction(i));
    if (!memory || imports || module.globalSection() == null) {
      return fields;
    }
    GlobalNumbering numbering = new GlobalNumbering();
    for (int i = 0; i < module.globalSection().globalCount(); i++) {
      var global = module.globalSection().getGlobal(i);
      String field = numbering.next(global.valueType(), global.mutabilityType());
      if (field != null) {
        fields.put(i, field);
      }
    }
    return fields;
  }

  private static boolean isFunction(com.dylibso.chicory.wasm.types.Import imported) {
    return imported.importType() == com.dylibso.chicory.wasm.types.ExternalType.FUNCTION;
  }

  /** Makes the globals of one instance; the memory is there before the first. */
  static GlobalFactory factory(Supplier<@Nullable LinearMemory> memory) {
    GlobalNumbering numbering = new GlobalNumbering();
    return (value, high, type, mutability) -> {
      String field = numbering.next(type, mutability);
      VarHandle handle = field == null ? null : HANDLES.get(field);
      LinearMemory holder = memory.get();
      return handle == null || holder == null
          ? new GlobalInstance(value, high, type, mutability)
          : new InField(value, type, mutability, handle, holder);
    };
  }

  /** A global whose value is in a field. */
  private static final class InField extends GlobalInstance {
    private final VarHandle field;
    private final LinearMemory holder;
    private final boolean wide;

    InField(
        long value, ValType type, MutabilityType mutability, VarHandle field, LinearMemory holder) {
      super(value, 0, type, mutability);
      this.field = field;
      this.holder = holder;
      this.wide = type.equals(ValType.I64);
      setValue(value);
    }

    @Override
    public long getValue() {
      return wide
          ? (long) field.get((GuestGlobals) holder)
          : (int) field.get((GuestGlobals) holder);
    }

    @Override
    public long getValueLow() {
      return getValue();
    }

    @Override
    public void setValue(long value) {
      if (wide) {
        field.set((GuestGlobals) holder, value);
      } else {
        field.set((GuestGlobals) holder, (int) value);
      }
    }

    @Override
    public void setValueLow(long value) {
      setValue(value);
    }

    @Override
    public void setValue(Value value) {
      setValue(value.raw());
    }
  }
}
