package dev.vouch.pvf.engine;

import dev.vouch.pvf.wasm.FunctionType;
import dev.vouch.pvf.wasm.ValueTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All host functions by import name. Everything else that a module imports is a trapping stub. */
final class HostInterface {
  private static final Map<String, HostFunction> FUNCTIONS = functions();
  private static final Map<String, HostFunction> ECC = ecc();

  private HostInterface() {}

  /** The function of that name, if an execution under these parameters has it. */
  static @Nullable HostFunction find(String name, EngineParams params) {
    HostFunction always = FUNCTIONS.get(name);
    return always == null && params.eccHostFunctions() ? ECC.get(name) : always;
  }

  private static Map<String, HostFunction> ecc() {
    Registry all = new Registry();
    EccHost.register(all);
    return all.functions;
  }

  private static Map<String, HostFunction> functions() {
    Registry all = new Registry();
    AllocatorHost.register(all);
    LoggingHost.register(all);
    HashingHost.register(all);
    CryptoHost.register(all);
    EcdsaHost.register(all);
    TrieHost.register(all);
    RuntimeVersionHost.register(all);
    return all.functions;
  }

  /** Collects functions; signatures are written as {@code "ii>l"}: i for i32, l for i64. */
  static final class Registry {
    private final Map<String, HostFunction> functions = new LinkedHashMap<>();

    void add(String name, String signature, HostFunction.Call call) {
      int arrow = signature.indexOf('>');
      FunctionType type =
          new FunctionType(
              types(signature.substring(0, arrow)), types(signature.substring(arrow + 1)));
      String full = "ext_" + name;
      if (functions.put(full, new HostFunction(full, type, call)) != null) {
        throw new IllegalStateException("host function " + full + " is registered twice");
      }
    }

    private static String types(String letters) {
      return letters.replace('i', ValueTypes.I32).replace('l', ValueTypes.I64);
    }
  }
}
