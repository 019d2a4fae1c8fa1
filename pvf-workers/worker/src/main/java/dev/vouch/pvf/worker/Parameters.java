package dev.vouch.pvf.worker;

import dev.vouch.frames.JobInput;
import dev.vouch.frames.JobInput.CandidateParams;
import dev.vouch.frames.JobInput.SchedulingExtension;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorHostFunction;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PvfInput;
import dev.vouch.primitives.ValidationParams;
import dev.vouch.primitives.ValidationParamsExtension;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.scale.ScaleException;

/**
 * What a guest is given (validation PJ-10, PJ-11), and under which limits.
 *
 * <p>Copies of a PoV on its way: into the frame, out of it, out of its SCALE, into the parameters,
 * into linear memory.
 */
final class Parameters {
  private final byte[] encoded;
  private final int blockDataBytes;

  private Parameters(byte[] encoded, int blockDataBytes) {
    this.encoded = encoded;
    this.blockDataBytes = blockDataBytes;
  }

  /** The bytes for the guest, not a copy. */
  byte[] encoded() {
    return encoded;
  }

  /** Length of the decompressed block data; 0 for raw parameters. */
  int blockDataBytes() {
    return blockDataBytes;
  }

  static Parameters of(JobInput input) throws ScaleException, Decompressed.BlobException {
    return switch (input) {
      case JobInput.RawParams raw -> new Parameters(raw.params().array(), 0);
      case CandidateParams candidate -> of(candidate);
    };
  }

  private static Parameters of(CandidateParams candidate)
      throws ScaleException, Decompressed.BlobException {
    var pvd = PersistedValidationData.CODEC.decodeAll(Bytes.wrap(candidate.pvd().array()));
    var pov = PoV.CODEC.decodeAll(Bytes.wrap(candidate.pov().array()));
    Bytes blockData = Decompressed.of(pov.blockData(), candidate.povBombLimitBytes());
    var params =
        new ValidationParams(
            pvd.parentHead(), blockData, pvd.relayParentNumber(), pvd.relayParentStorageRoot());
    var input = new PvfInput(params, candidate.extension().map(Parameters::extension));
    return new Parameters(PvfInput.CODEC.encodeToBytes(input).toArray(), blockData.length());
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
