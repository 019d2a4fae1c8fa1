package dev.vouch.pvf.engine;

import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import org.jspecify.annotations.Nullable;

/** Gives out the fields of {@link GuestGlobals}, asked about each defined global in turn. */
final class GlobalNumbering {
  private int ints;
  private int longs;

  /** The field of the next global, or nothing. */
  @Nullable String next(ValType type, MutabilityType mutability) {
    if (mutability != MutabilityType.Var) {
      return null;
    }
    if (type.equals(ValType.I32) && ints < GuestGlobals.INTS) {
      return "i" + ints++;
    }
    if (type.equals(ValType.I64) && longs < GuestGlobals.LONGS) {
      return "l" + longs++;
    }
    return null;
  }
}
