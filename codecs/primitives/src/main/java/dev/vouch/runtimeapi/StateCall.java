package dev.vouch.runtimeapi;

import dev.vouch.primitives.Bytes;

/**
 * A call of the runtime at some block.
 *
 * @param method like {@code ParachainHost_validators}
 * @param arguments the SCALE of each argument, one after the other
 */
public record StateCall(String method, Bytes arguments) {
  /** The arguments as the JSON-RPC method {@code state_call} takes them. */
  public String argumentsHex() {
    return "0x" + arguments.toHex();
  }
}
