package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/**
 * One parameter of PVF preparation or execution (wire 2.12). The indices are fixed; there is no 0.
 */
public sealed interface ExecutorParam {
  /** The discriminant, then the fields. */
  Codec<ExecutorParam> CODEC =
      Codec.of("ExecutorParam", ExecutorParam::encode, ExecutorParam::decode);

  /** Heap pages that the guest may have beyond its own. */
  record MaxMemoryPages(long value) implements ExecutorParam {
    /** Copies lists and refuses numbers out of range. */
    public MaxMemoryPages {
      U32.check("value", value);
    }
  }

  /** Values on the logical stack. */
  record StackLogicalMax(long value) implements ExecutorParam {
    /** Copies lists and refuses numbers out of range. */
    public StackLogicalMax {
      U32.check("value", value);
    }
  }

  /** Bytes of the native stack. */
  record StackNativeMax(long value) implements ExecutorParam {
    /** Copies lists and refuses numbers out of range. */
    public StackNativeMax {
      U32.check("value", value);
    }
  }

  /** Bytes that preparation may use in the pre-check, as 64 bits. */
  record PrecheckingMaxMemory(long value) implements ExecutorParam {}

  /** Milliseconds for a preparation, as 64 bits. */
  record PvfPrepTimeout(PvfPrepKind job, long millis) implements ExecutorParam {}

  /** Milliseconds for an execution, as 64 bits. */
  record PvfExecTimeout(PvfExecKind job, long millis) implements ExecutorParam {}

  /** The bulk-memory extension is on. */
  record WasmExtBulkMemory() implements ExecutorParam {}

  /** A set of host functions is on. */
  record EnabledHostFunction(ExecutorHostFunction functions) implements ExecutorParam {}

  private static void encode(ExecutorParam param, ScaleWriter out) {
    switch (param) {
      case MaxMemoryPages(long value) -> out.u8(1).value(Scale.U32, value);
      case StackLogicalMax(long value) -> out.u8(2).value(Scale.U32, value);
      case StackNativeMax(long value) -> out.u8(3).value(Scale.U32, value);
      case PrecheckingMaxMemory(long value) -> out.u8(4).value(Scale.U64, value);
      case PvfPrepTimeout(PvfPrepKind job, long millis) ->
          out.u8(5).value(PvfPrepKind.CODEC, job).value(Scale.U64, millis);
      case PvfExecTimeout(PvfExecKind job, long millis) ->
          out.u8(6).value(PvfExecKind.CODEC, job).value(Scale.U64, millis);
      case WasmExtBulkMemory() -> out.u8(7);
      case EnabledHostFunction(ExecutorHostFunction functions) ->
          out.u8(8).value(ExecutorHostFunction.CODEC, functions);
    }
  }

  private static ExecutorParam decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new MaxMemoryPages(in.field("value", Scale.U32));
      case 2 -> new StackLogicalMax(in.field("value", Scale.U32));
      case 3 -> new StackNativeMax(in.field("value", Scale.U32));
      case 4 -> new PrecheckingMaxMemory(in.field("value", Scale.U64));
      case 5 ->
          new PvfPrepTimeout(in.field("job", PvfPrepKind.CODEC), in.field("millis", Scale.U64));
      case 6 ->
          new PvfExecTimeout(in.field("job", PvfExecKind.CODEC), in.field("millis", Scale.U64));
      case 7 -> new WasmExtBulkMemory();
      case 8 -> new EnabledHostFunction(in.field("functions", ExecutorHostFunction.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
