package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.queue.PrepareError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who misses a vote can read why, and what to do. */
final class UndecidedTest {
  @ParameterizedTest
  @EnumSource(ExecuteErrorKind.class)
  void everyFailureIsAVerdictOrHasACauseAReasonAndARemedy(ExecuteErrorKind kind) {
    var undecided = Undecided.of(new RunOutcome.Failed(kind, "because", 0, 0, true));
    if (kind.blame() == ExecuteErrorKind.Blame.CANDIDATE) {
      assertThat(undecided).isEmpty();
    } else {
      assertThat(undecided.orElseThrow().cause()).isEqualTo(kind.specName());
      assertThat(undecided.orElseThrow().reason()).isEqualTo("because");
      assertThat(undecided.orElseThrow().remedy()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource(PrepareErrorKind.class)
  void whatCouldNotBePreparedHasToo(PrepareErrorKind kind) {
    Undecided undecided =
        Undecided.of(new RunOutcome.NotPrepared(new PrepareError(kind, "because"))).orElseThrow();
    assertThat(undecided.cause()).isEqualTo("NotPrepared" + kind.specName());
    assertThat(undecided.reason()).startsWith("prepare: ");
    assertThat(undecided.remedy()).isNotBlank();
  }

  @Test
  void aStaleJobIsCountedAndNeedsNoRemedyAndAResultIsAVerdict() {
    assertThat(Undecided.of(new RunOutcome.Stale()).orElseThrow().remedy()).isEmpty();
    assertThat(Undecided.of(new RunOutcome.Returned(Bytes.copyOf(new byte[1]), 1, 1, false)))
        .isEmpty();
  }
}
