package dev.vouch.runtimeapi;

import dev.vouch.primitives.Bytes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;

/**
 * A function of the runtime (wire 4.2).
 *
 * @param <A> its arguments, {@link Nothing} if it has none
 * @param <R> its result
 */
public final class RuntimeFunction<A, R> {
  private final RuntimeApi api;
  private final String name;
  private final int since;
  private final Codec<A> arguments;
  private final Codec<R> result;

  RuntimeFunction(RuntimeApi api, String name, int since, Codec<A> arguments, Codec<R> result) {
    this.api = api;
    this.name = name;
    this.since = since;
    this.arguments = arguments;
    this.result = result;
  }

  /** The API that it is of. */
  public RuntimeApi api() {
    return api;
  }

  /** The first version of its API that has it. A runtime with an older one must not be asked. */
  public int since() {
    return since;
  }

  /** Whether a runtime that reports this version of the API has it. */
  public boolean isIn(long apiVersion) {
    return apiVersion >= since;
  }

  /**
   * What {@code state_call} and the runtime's exports call it: {@code ParachainHost_validators}.
   */
  public String method() {
    return api.apiName() + "_" + name;
  }

  /** The call with these arguments. */
  public StateCall call(A values) {
    return new StateCall(method(), arguments.encodeToBytes(values));
  }

  /**
   * The arguments of a call, for the node that answers. Bytes left over are tolerated, but not by a
   * function without arguments: that is what runtimes do (wire 1.7).
   */
  public A arguments(Bytes encoded) throws ScaleException {
    return arguments.equals(Nothing.CODEC)
        ? arguments.decodeAll(encoded)
        : arguments.decode(encoded);
  }

  /** The bytes to answer with. */
  public Bytes encodeResult(R value) {
    return result.encodeToBytes(value);
  }

  /** What the runtime answered. Bytes left over are tolerated (wire 1.7). */
  public R result(Bytes encoded) throws ScaleException {
    return result.decode(encoded);
  }

  Codec<A> argumentCodec() {
    return arguments;
  }

  Codec<R> resultCodec() {
    return result;
  }

  @Override
  public String toString() {
    return method();
  }
}
