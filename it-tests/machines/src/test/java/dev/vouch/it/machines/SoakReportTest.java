package dev.vouch.it.machines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.queue.PrepareError;
import org.junit.jupiter.api.Test;

/** The soak's assertions can fail. */
final class SoakReportTest {
  private static final SoakSample SAMPLE =
      new SoakSample("a", 0, 20_000, 100_000, 60, 30, 3, 3, 40);

  private static SoakReport fine() {
    SoakReport report = new SoakReport();
    report.asked();
    report.answered("adder", "Returned", 10);
    report.sample(SAMPLE);
    report.sample(SAMPLE);
    return report;
  }

  private static SoakReport grown(long heap, long resident, long descriptors, long threads) {
    SoakReport report = fine();
    report.sample(
        new SoakSample(
            "b",
            0,
            SAMPLE.heapKiB() + heap,
            SAMPLE.residentKiB() + resident,
            SAMPLE.descriptors() + descriptors,
            SAMPLE.threads() + threads,
            3,
            3,
            40));
    return report;
  }

  @Test
  void aSoakThatIsWellHasNoProblems() {
    assertThat(fine().problems()).isEmpty();
  }

  @Test
  void whatGrowsIsAProblem() {
    assertThat(grown(20_000, 0, 0, 0).problems())
        .containsExactly("heap, KiB grew from 20000 to 40000");
    assertThat(grown(0, 200_000, 0, 0).problems()).hasSize(1);
    assertThat(grown(0, 0, 13, 0).problems()).containsExactly("descriptors grew from 60 to 73");
    assertThat(grown(0, 0, 0, 13).problems()).containsExactly("threads grew from 30 to 43");
  }

  @Test
  void aRequestWithoutAnAnswerIsAProblemAndSoIsOneThatWaits() {
    SoakReport stuck = fine();
    stuck.asked();
    assertThat(stuck.problems()).containsExactly("1 of 2 requests got no answer");
    SoakReport slow = fine();
    slow.asked();
    slow.answered("adder", "Returned", SoakReport.LONGEST_WAIT_MILLIS + 1);
    assertThat(slow.problems()).hasSize(1);
  }

  @Test
  void aHostThatHardlyEverDecidesIsAProblem() {
    SoakReport report = fine();
    report.undecided("the leaf is gone");
    assertThat(report.problems()).containsExactly("1 of 1 answers were no decision");
  }

  @Test
  void anHonestPvfIsNeverInvalidAndAHostileOneNeverValid() {
    SoakCase adder = first("adder");
    SoakCase trap = first("INVALID_CANDIDATE");
    RunOutcome result = new RunOutcome.Returned(adder.result().orElseThrow(), 1, 1, false);
    RunOutcome other = new RunOutcome.Returned(Bytes.copyOf(new byte[3]), 1, 1, false);
    assertThat(adder.judge(result)).isEqualTo(SoakCase.Judgement.AS_EXPECTED);
    assertThat(adder.judge(other)).isEqualTo(SoakCase.Judgement.WRONG);
    assertThat(trap.judge(result)).isEqualTo(SoakCase.Judgement.WRONG);
    assertThat(adder.judge(failed(ExecuteErrorKind.INVALID_CANDIDATE, "trap")))
        .isEqualTo(SoakCase.Judgement.WRONG);
    assertThat(adder.judge(failed(ExecuteErrorKind.HARD_TIMEOUT, "CPU")))
        .isEqualTo(SoakCase.Judgement.WRONG);
    assertThat(adder.judge(failed(ExecuteErrorKind.INTERNAL, "killed")))
        .isEqualTo(SoakCase.Judgement.COULD_NOT_DECIDE);
    assertThat(adder.judge(failed(ExecuteErrorKind.INTERNAL, " ")))
        .as("no reason given")
        .isEqualTo(SoakCase.Judgement.WRONG);
    assertThat(
            adder.judge(
                new RunOutcome.NotPrepared(
                    new PrepareError(PrepareErrorKind.PREVALIDATION, "not Wasm"))))
        .isEqualTo(SoakCase.Judgement.WRONG);
  }

  private static RunOutcome failed(ExecuteErrorKind kind, String reason) {
    return new RunOutcome.Failed(kind, reason, 0, 0, true);
  }

  private static SoakCase first(String family) {
    return SoakCase.all().stream()
        .filter(one -> one.family().equals(family))
        .findFirst()
        .orElseThrow();
  }
}
