package dev.vouch.pvf.engine;

/**
 * What the session's executor parameters (validation 2.3) mean for the engine. The artifact depends
 * on {@link #stackLogicalMax} only; everything else belongs to one execution (PJ-16).
 *
 * @param maxMemoryPages limit of linear memory in pages of 64 KiB, the host's 32 extra pages
 *     included
 * @param stackLogicalMax limit of the instrumented stack counter (WX-12)
 * @param stackNativeMax bytes of stack that the calling thread must offer
 * @param eccHostFunctions whether the elliptic-curve host functions of HF-9 are registered
 */
public record EngineParams(
    int maxMemoryPages, int stackLogicalMax, long stackNativeMax, boolean eccHostFunctions) {

  /** Pages on top of the parameter {@code MaxMemoryPages}, for the host's heap. */
  public static final int EXTRA_HEAP_PAGES = 32;

  /** Default of {@code MaxMemoryPages}. */
  public static final int DEFAULT_HEAP_PAGES = 2048;

  /** Default of {@code StackLogicalMax}. */
  public static final int DEFAULT_STACK_LOGICAL_MAX = 65_536;

  /** Default of {@code StackNativeMax}, in bytes. */
  public static final long DEFAULT_STACK_NATIVE_MAX = 256L << 20;

  /** The parameters of a session that sets none (PH-13: never change). */
  public static final EngineParams DEFAULT =
      new EngineParams(
          DEFAULT_HEAP_PAGES + EXTRA_HEAP_PAGES,
          DEFAULT_STACK_LOGICAL_MAX,
          DEFAULT_STACK_NATIVE_MAX,
          false);

  /** Rejects values that no decoded parameter list can give. */
  public EngineParams {
    if (maxMemoryPages < 0 || stackLogicalMax < 0 || stackNativeMax < 0) {
      throw new IllegalArgumentException(
          "engine parameters must not be negative: "
              + maxMemoryPages
              + ", "
              + stackLogicalMax
              + ", "
              + stackNativeMax);
    }
  }
}
