package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Parameters of PVF preparation and execution in a session; the first match wins (wire 2.12). */
public record ExecutorParams(List<ExecutorParam> params) {
  /** {@code Vec<ExecutorParam>}. */
  public static final Codec<ExecutorParams> CODEC =
      Codec.vec(ExecutorParam.CODEC).map(ExecutorParams::new, ExecutorParams::params);

  /** Pages of the heap where no parameter says otherwise. */
  public static final long DEFAULT_EXTRA_HEAP_PAGES = 2048;

  /** Pages that the guest has besides {@link ExecutorParam.MaxMemoryPages}. */
  public static final long BASE_HEAP_PAGES = 32;

  /** Values on the logical stack where no parameter says otherwise. */
  public static final long DEFAULT_LOGICAL_STACK_VALUES = 65_536;

  /** Bytes of the native stack where no parameter says otherwise. */
  public static final long DEFAULT_NATIVE_STACK_BYTES = 268_435_456;

  private static final Bytes PREPARATION_PREFIX =
      Bytes.wrap("prep".getBytes(StandardCharsets.US_ASCII));

  /** Copies the list. */
  public ExecutorParams {
    params = List.copyOf(params);
  }

  /** No parameters: all defaults. */
  public static ExecutorParams defaults() {
    return new ExecutorParams(List.of());
  }

  /** BLAKE2b-256 of the encoding. */
  public Hash hash() {
    return Hash.ofEncoded(CODEC, this);
  }

  /** Names what preparation depends on: stack limit and bulk memory, in list order. */
  public Hash preparationHash() {
    ScaleWriter out = new ScaleWriter().raw(PREPARATION_PREFIX);
    params.stream()
        .filter(
            param ->
                param instanceof ExecutorParam.StackLogicalMax
                    || param instanceof ExecutorParam.WasmExtBulkMemory)
        .forEach(param -> out.value(ExecutorParam.CODEC, param));
    return Hash.blake2b256(out.toBytes());
  }

  /** What makes the list inconsistent, if anything does (validation PH-12). */
  public Optional<ExecutorParamsError> inconsistency() {
    return ExecutorParamsCheck.run(this);
  }

  /** Most pages that the memory may have, saturating at 2^32-1. */
  public long maxMemoryPages() {
    long extra =
        all(ExecutorParam.MaxMemoryPages.class)
            .map(ExecutorParam.MaxMemoryPages::value)
            .reduce(DEFAULT_EXTRA_HEAP_PAGES, ExecutorParams::last);
    return Math.min(U32.MAX, extra + BASE_HEAP_PAGES);
  }

  /** Values on the logical stack. */
  public long stackLogicalMax() {
    return all(ExecutorParam.StackLogicalMax.class)
        .map(ExecutorParam.StackLogicalMax::value)
        .reduce(DEFAULT_LOGICAL_STACK_VALUES, ExecutorParams::last);
  }

  /** Bytes of the native stack. */
  public long stackNativeMax() {
    return all(ExecutorParam.StackNativeMax.class)
        .map(ExecutorParam.StackNativeMax::value)
        .reduce(DEFAULT_NATIVE_STACK_BYTES, ExecutorParams::last);
  }

  /** Bytes that the pre-check may use, as the 64 bits of an unsigned number, if limited. */
  public OptionalLong precheckingMaxMemory() {
    return all(ExecutorParam.PrecheckingMaxMemory.class)
        .mapToLong(ExecutorParam.PrecheckingMaxMemory::value)
        .findFirst();
  }

  /** Milliseconds for a preparation, as the 64 bits of an unsigned number, if given. */
  public OptionalLong prepTimeout(PvfPrepKind kind) {
    return all(ExecutorParam.PvfPrepTimeout.class)
        .filter(timeout -> timeout.job() == kind)
        .mapToLong(ExecutorParam.PvfPrepTimeout::millis)
        .findFirst();
  }

  /** Milliseconds for an execution, as the 64 bits of an unsigned number, if given. */
  public OptionalLong execTimeout(PvfExecKind kind) {
    return all(ExecutorParam.PvfExecTimeout.class)
        .filter(timeout -> timeout.job() == kind)
        .mapToLong(ExecutorParam.PvfExecTimeout::millis)
        .findFirst();
  }

  /** Whether the bulk-memory extension is on. */
  public boolean bulkMemory() {
    return all(ExecutorParam.WasmExtBulkMemory.class).findFirst().isPresent();
  }

  /** Whether a set of host functions is on. */
  public boolean hasHostFunctions(ExecutorHostFunction functions) {
    return params.contains(new ExecutorParam.EnabledHostFunction(functions));
  }

  /** Of duplicates, settings of the engine take the last and all others the first (PH-11). */
  private static long last(long before, long next) {
    return next;
  }

  private <P extends ExecutorParam> Stream<P> all(Class<P> kind) {
    return params.stream().filter(kind::isInstance).map(kind::cast);
  }
}
