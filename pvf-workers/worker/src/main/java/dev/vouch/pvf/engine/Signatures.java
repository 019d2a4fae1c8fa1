package dev.vouch.pvf.engine;

import com.dylibso.chicory.wasm.types.ValType;
import dev.vouch.pvf.wasm.FunctionType;
import dev.vouch.pvf.wasm.ValueTypes;
import java.util.List;

/** Signatures as the engine writes them. */
final class Signatures {
  private Signatures() {}

  static com.dylibso.chicory.wasm.types.FunctionType of(FunctionType type) {
    return com.dylibso.chicory.wasm.types.FunctionType.of(
        types(type.params()), types(type.results()));
  }

  private static List<ValType> types(String codes) {
    return codes.chars().mapToObj(Signatures::type).toList();
  }

  static ValType type(int code) {
    return switch (code) {
      case ValueTypes.I32 -> ValType.I32;
      case ValueTypes.I64 -> ValType.I64;
      case ValueTypes.F32 -> ValType.F32;
      default -> ValType.F64;
    };
  }
}
