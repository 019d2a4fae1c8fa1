package dev.vouch.pvf.engine;

import dev.vouch.pvf.wasm.FunctionType;

/** One function of the host's interface with its exact signature (HF-1, HF-2). */
record HostFunction(String name, FunctionType type, Call call) {

  /**
   * Runs it; arguments and result are raw 64-bit slots. The result of a void function is ignored.
   */
  @FunctionalInterface
  interface Call {
    long apply(HostState host, long[] args);
  }
}
