package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorHostFunction;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PvfInput;
import dev.vouch.primitives.ValidationParams;
import dev.vouch.primitives.ValidationParamsExtension;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.scale.ScaleException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that are never joined must be the bytes that the codec would have written. */
final class ParametersTest {
  private static final PersistedValidationData PVD =
      new PersistedValidationData(
          new HeadData(Bytes.fromHex("0102030405")), 77, Hash.ZERO, 5 << 20);
  private static final Hash PARENT = Hash.of(filled(32, 9));
  private static final int LIMIT = 1 << 20;

  private static byte[] filled(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Parameters parameters(Payload pov, boolean extended)
      throws ScaleException, Decompressed.BlobException {
    return Parameters.of(
        new JobInput.CandidateParams(
            Payload.of(PersistedValidationData.CODEC.encodeToBytes(PVD).toArray()),
            pov,
            LIMIT,
            extended
                ? Optional.of(
                    new JobInput.SchedulingExtension(
                        Payload.of(PARENT.toArray()), Payload.of(Hash.ZERO.toArray())))
                : Optional.empty()));
  }

  private static Payload pov(Bytes blockData) {
    return Payload.of(PoV.CODEC.encodeToBytes(new PoV(blockData)).toArray());
  }

  private static Bytes joined(Parameters parameters) {
    ByteBuffer all = ByteBuffer.allocate(parameters.length());
    parameters.parts().forEach(part -> all.put(part.duplicate()));
    assertThat(all.hasRemaining()).isFalse();
    return Bytes.wrap(all.array());
  }

  private static Bytes expected(Bytes blockData, boolean extended) {
    return PvfInput.CODEC.encodeToBytes(
        new PvfInput(
            new ValidationParams(
                PVD.parentHead(), blockData, PVD.relayParentNumber(), PVD.relayParentStorageRoot()),
            extended
                ? Optional.of(new ValidationParamsExtension.V3(PARENT, Hash.ZERO))
                : Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, false",
    "1, true",
    "7, false",
    "8, true",
    "63, false",
    "64, false",
    "16383, true",
    "16384, false",
    "300000, true",
    "1100000, false"
  })
  void thePartsAreWhatTheCodecWrites(int length, boolean extended) throws Exception {
    Bytes data = Bytes.wrap(filled(length, length));
    Parameters parameters = parameters(pov(data), extended);
    assertThat(joined(parameters)).isEqualTo(expected(data, extended));
    assertThat(parameters.blockDataBytes()).isEqualTo(length);
  }

  @Test
  void compressedBlockDataIsDecompressedWithinItsLimit() throws Exception {
    Bytes data = Bytes.wrap(new byte[LIMIT]);
    Bytes compressed = MaybeCompressedBlob.compress(data, LIMIT).orElseThrow();
    assertThat(joined(parameters(pov(compressed), true))).isEqualTo(expected(data, true));
    Bytes more = MaybeCompressedBlob.compress(Bytes.wrap(new byte[LIMIT + 1]), 2 * LIMIT).get();
    assertThatThrownBy(() -> parameters(pov(more), true))
        .isInstanceOf(Decompressed.BlobException.class);
  }

  /** Validation PH-11: the engine's settings take the last of several, and every value has one. */
  @Test
  void theEngineTakesTheLastOfEachParameterAndBoundsItsValue() {
    assertThat(Parameters.engine(ExecutorParams.defaults())).isEqualTo(EngineParams.DEFAULT);
    assertThat(
            engine(
                new ExecutorParam.MaxMemoryPages(1),
                new ExecutorParam.StackLogicalMax(1024),
                new ExecutorParam.StackNativeMax(1),
                new ExecutorParam.MaxMemoryPages(8192),
                new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163),
                new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163),
                new ExecutorParam.WasmExtBulkMemory(),
                new ExecutorParam.WasmExtBulkMemory(),
                new ExecutorParam.StackNativeMax(2),
                new ExecutorParam.StackLogicalMax(2048)))
        .isEqualTo(new EngineParams(8192 + 32, 2048, 2, true));
    long most = 0xffff_ffffL;
    assertThat(
            engine(
                new ExecutorParam.MaxMemoryPages(most),
                new ExecutorParam.StackLogicalMax(most),
                new ExecutorParam.StackNativeMax(most)))
        .isEqualTo(new EngineParams(Integer.MAX_VALUE, Integer.MAX_VALUE, most, false));
    assertThat(
            engine(
                new ExecutorParam.MaxMemoryPages(0),
                new ExecutorParam.StackLogicalMax(0),
                new ExecutorParam.StackNativeMax(0)))
        .isEqualTo(new EngineParams(32, 0, 0, false));
  }

  private static EngineParams engine(ExecutorParam... params) {
    return Parameters.engine(new ExecutorParams(List.of(params)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "08aa", "04aabb", "0300000000", "0100aa", "ffff"})
  void aPovThatDoesNotDecodeIsRefused(String hex) {
    Payload pov = Payload.of(Bytes.fromHex(hex).toArray());
    assertThatThrownBy(() -> parameters(pov, false)).isInstanceOf(ScaleException.class);
  }
}
