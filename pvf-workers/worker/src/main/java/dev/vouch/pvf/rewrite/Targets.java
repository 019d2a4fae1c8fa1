package dev.vouch.pvf.rewrite;

import java.util.Map;

/**
 * What the accesses and calls of one module's generated code are bound to, where a lever binds
 * them.
 *
 * @param memory the class that implements the memory and has the accessors
 * @param intrinsics the class with methods {@code can...} and {@code do...}, which take the
 *     function's three operands and the memory
 * @param replaced suffix of those methods by the name of the generated method that asks them
 * @param host what calls of imports become
 * @param frames what calls of the functions become that split ones ask the engine for; always bound
 * @param globals field of the memory by the index of a global that lives there: {@code i...} for
 *     one of type i32, {@code l...} for i64
 */
public record Targets(
    Class<?> memory,
    Class<?> intrinsics,
    Map<String, String> replaced,
    HostBinding host,
    HostBinding frames,
    Map<Integer, String> globals) {
  /** Copies the maps. */
  public Targets {
    replaced = Map.copyOf(replaced);
    globals = Map.copyOf(globals);
  }
}
