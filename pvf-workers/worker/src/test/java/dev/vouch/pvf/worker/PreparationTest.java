package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.fixtures.Fixtures;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A prepare job's input: {@code PrecheckingMaxMemory} (validation JV-19), and the code (PJ-1). */
final class PreparationTest {
  private static Frame.ToHost prepare(long maxMemoryBytes, boolean precheck) {
    ExecutorParams params =
        new ExecutorParams(List.of(new ExecutorParam.PrecheckingMaxMemory(maxMemoryBytes)));
    return Preparation.run(
        new Frame.PrepareJob(
            1,
            Payload.of(Fixtures.adder()),
            30 << 20,
            Payload.of(ExecutorParams.CODEC.encodeToBytes(params).toArray()),
            precheck));
  }

  @Test
  void i9TheAdderPassesPreCheckingWithTenMebibytes() {
    assertThat(prepare(10L << 20, true)).isInstanceOf(Frame.PrepareDone.class);
  }

  @Test
  void i10WithTooLittleItFailsInPreCheckingAndForEver() {
    assertThat(prepare(2L << 20, true))
        .isInstanceOfSatisfying(
            Frame.PrepareFailed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(PrepareErrorKind.OUT_OF_MEMORY);
              assertThat(failed.kind().deterministic()).isTrue();
            });
  }

  @Test
  void anyOtherPreparationDoesNotAsk() {
    assertThat(prepare(1, false)).isInstanceOf(Frame.PrepareDone.class);
  }

  private static Frame.ToHost prepare(byte[] code, int bombLimitBytes) {
    return Preparation.run(
        new Frame.PrepareJob(1, Payload.of(code), bombLimitBytes, Payload.of(new byte[1]), true));
  }

  private static void fails(Frame.ToHost answer, PrepareErrorKind kind, String reason) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Frame.PrepareFailed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(kind);
              assertThat(failed.reason()).contains(reason);
            });
  }

  /** Validation PJ-1: only what is decompressed is bounded. */
  @Test
  void codeThatIsNotCompressedHasNoLimit() {
    assertThat(prepare(Fixtures.adder(), 1)).isInstanceOf(Frame.PrepareDone.class);
  }

  @Test
  void compressedCodeIsBoundedToTheByte() {
    int length = Fixtures.adder().length;
    byte[] compressed =
        MaybeCompressedBlob.compress(Bytes.wrap(Fixtures.adder()), length).orElseThrow().toArray();
    assertThat(prepare(compressed, length))
        .isInstanceOfSatisfying(
            Frame.PrepareDone.class, done -> assertThat(done.codeBytes()).isEqualTo(length));
    PrepareErrorKind refused = PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB;
    fails(prepare(compressed, length - 1), refused, "bomb");
    fails(prepare(Arrays.copyOf(compressed, compressed.length - 1), length), refused, "invalid");
    fails(prepare(Arrays.copyOf(compressed, compressed.length + 1), length), refused, "invalid");
    fails(prepare(Arrays.copyOf(compressed, 8), length), refused, "invalid");
  }

  /** One byte less or another one in the magic, and it is a module like any other. */
  @Test
  void whatOnlyLooksCompressedIsNoModule() {
    byte[] magic = HexFormat.of().parseHex("52bc537646db8e05");
    byte[] other = magic.clone();
    other[7] = 4;
    for (byte[] code : List.of(new byte[0], Arrays.copyOf(magic, 7), other)) {
      fails(prepare(code, 1 << 20), PrepareErrorKind.PREVALIDATION, "version 1");
    }
  }

  @Test
  void parametersThatDoNotDecodeAreNobodysFault() {
    for (String hex : List.of("", "0400", "0409", "0401", "04010000000000", "0407ff")) {
      Frame.ToHost answer =
          Preparation.run(
              new Frame.PrepareJob(
                  1,
                  Payload.of(Fixtures.adder()),
                  1 << 20,
                  Payload.of(HexFormat.of().parseHex(hex)),
                  true));
      fails(answer, PrepareErrorKind.IO_ERR, "executor parameters");
      assertThat(PrepareErrorKind.IO_ERR.deterministic()).isFalse();
    }
  }

  @Test
  void theLimitIsUnsigned() {
    assertThat(prepare(-1, true)).isInstanceOf(Frame.PrepareDone.class);
  }
}
