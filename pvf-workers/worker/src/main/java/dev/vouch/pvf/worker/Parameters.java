package dev.vouch.pvf.worker;

import dev.vouch.frames.JobInput;
import dev.vouch.frames.JobInput.CandidateParams;
import dev.vouch.frames.JobInput.SchedulingExtension;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorHostFunction;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PvfInput;
import dev.vouch.primitives.ValidationParamsExtension;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.scale.Scale;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a guest is given (validation PJ-10, PJ-11), and under which limits.
 *
 * <p>A PoV is in memory three times on its way from the blob store to a guest: as the host read it,
 * in the frame that the worker received, and in linear memory; one that is compressed is
 * decompressed once before the last. The socket takes it in small pieces in between.
 */
final class Parameters {
  /** Of a compact 32-bit number. */
  private static final int MAX_LENGTH_BYTES = 5;

  private final List<ByteBuffer> parts;
  private final int blockDataBytes;

  private Parameters(List<ByteBuffer> parts, int blockDataBytes) {
    this.parts = parts;
    this.blockDataBytes = blockDataBytes;
  }

  /** The bytes for the guest, in order; not copies. */
  List<ByteBuffer> parts() {
    return parts;
  }

  int length() {
    return parts.stream().mapToInt(ByteBuffer::remaining).sum();
  }

  /** Length of the decompressed block data; 0 for raw parameters. */
  int blockDataBytes() {
    return blockDataBytes;
  }

  static Parameters of(JobInput input) throws ScaleException, Decompressed.BlobException {
    return switch (input) {
      case JobInput.RawParams raw -> new Parameters(List.of(raw.params().buffer()), 0);
      case CandidateParams candidate -> of(candidate);
    };
  }

  /** As the codec of {@link PvfInput} would write it. */
  private static Parameters of(CandidateParams candidate)
      throws ScaleException, Decompressed.BlobException {
    var pvd = PersistedValidationData.CODEC.decodeAll(Bytes.wrap(candidate.pvd().array()));
    ByteBuffer data = Decompressed.view(blockData(candidate.pov()), candidate.povBombLimitBytes());
    var before = new ScaleWriter();
    HeadData.CODEC.encode(pvd.parentHead(), before);
    before.compact(data.remaining());
    var after = new ScaleWriter();
    Scale.U32.encode(pvd.relayParentNumber(), after);
    Hash.CODEC.encode(pvd.relayParentStorageRoot(), after);
    candidate
        .extension()
        .ifPresent(e -> ValidationParamsExtension.CODEC.encode(extension(e), after));
    return new Parameters(
        List.of(ByteBuffer.wrap(before.toArray()), data, ByteBuffer.wrap(after.toArray())),
        data.remaining());
  }

  /** What an encoded PoV holds, as a part of it. */
  private static ByteBuffer blockData(Payload pov) throws ScaleException {
    ByteBuffer all = pov.buffer();
    byte[] front = new byte[Math.min(MAX_LENGTH_BYTES, all.remaining())];
    all.get(0, front);
    var in = new ScaleReader(Bytes.wrap(front));
    long length = in.compactU32();
    int from = front.length - in.remaining();
    if (length != all.remaining() - from) {
      // Wrong in one way or another: the codec says how.
      PoV.CODEC.decodeAll(Bytes.wrap(pov.array()));
    }
    return all.slice(from, all.remaining() - from);
  }

  private static ValidationParamsExtension extension(SchedulingExtension extension) {
    return new ValidationParamsExtension.V3(
        Hash.of(extension.relayParent().array()), Hash.of(extension.schedulingParent().array()));
  }

  /** What the executor parameters mean for the engine (validation 2.3). */
  static EngineParams engine(ExecutorParams params) {
    return new EngineParams(
        clamped(params.maxMemoryPages()),
        clamped(params.stackLogicalMax()),
        params.stackNativeMax(),
        params.hasHostFunctions(ExecutorHostFunction.ECC_RFC_163));
  }

  private static int clamped(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
