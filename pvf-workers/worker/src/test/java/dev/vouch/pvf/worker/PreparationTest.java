package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.fixtures.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code PrecheckingMaxMemory} (validation JV-19). */
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

  @Test
  void theLimitIsUnsigned() {
    assertThat(prepare(-1, true)).isInstanceOf(Frame.PrepareDone.class);
  }
}
