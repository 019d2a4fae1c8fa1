package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Payload;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.supervisor.WorkerReply;
import dev.vouch.pvf.supervisor.WorkerReply.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is blamed for what the host saw (validation PH-57, JV-4). */
final class VerdictsTest {
  private static ExecuteErrorKind kind(RunOutcome outcome) {
    return ((RunOutcome.Failed) outcome).kind();
  }

  private static WorkerReply told(ExecuteErrorKind kind) {
    return new WorkerReply.Answered(new Frame.ExecuteFailed(1, kind, "because", 5, 6), 7, 8);
  }

  @ParameterizedTest
  @CsvSource({
    "CPU, false, true, false, HARD_TIMEOUT",
    "CPU, true, true, false, INTERNAL",
    "CPU, true, true, true, HARD_TIMEOUT",
    "WALL, false, true, false, INTERNAL",
    "WALL, true, true, true, INTERNAL",
    "PROCESS_CPU, false, true, false, INTERNAL",
    "PROCESS_CPU, true, true, true, INTERNAL",
    "CPU, true, false, false, HARD_TIMEOUT",
    "WALL, false, false, false, HARD_TIMEOUT"
  })
  void aLimitIsAVerdictOnlyForAWarmGuestsOwnTimeUnlessThePolicySaysOtherwise(
      Limit limit,
      boolean cold,
      boolean abstainWhenCold,
      boolean grace,
      ExecuteErrorKind expected) {
    WorkerReply over = new WorkerReply.OverLimit(limit, 1, 2);
    assertThat(kind(Verdicts.of(over, cold, abstainWhenCold, grace))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecuteErrorKind.class,
      names = {"HARD_TIMEOUT", "AMBIGUOUS_WORKER_DEATH"})
  void aWorkerIsNotBelievedWhatOnlyTheHostCanSee(ExecuteErrorKind claimed) {
    assertThat(kind(Verdicts.of(told(claimed), false, true, false)))
        .isEqualTo(ExecuteErrorKind.JOB_ERROR);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecuteErrorKind.class,
      names = {
        "INVALID_CANDIDATE",
        "POV_DECOMPRESSION_FAILURE",
        "RUNTIME_CONSTRUCTION",
        "CORRUPTED_ARTIFACT",
        "JOB_ERROR",
        "AMBIGUOUS_JOB_DEATH",
        "INTERNAL"
      })
  void whatAJobSaysOfItselfIsPassedOn(ExecuteErrorKind told) {
    assertThat(kind(Verdicts.of(told(told), false, true, false))).isEqualTo(told);
  }

  @Test
  void anAnswerOfTheWrongKindIsNonsenseOfTheWorker() {
    WorkerReply nonsense = new WorkerReply.Answered(new Frame.Loaded(1, 1), 1, 1);
    assertThat(kind(Verdicts.of(nonsense, false, true, false)))
        .isEqualTo(ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH);
  }

  @Test
  void aResultIsDecodedAgainByTheHost() {
    WorkerReply done =
        new WorkerReply.Answered(
            new Frame.ExecuteDone(1, Payload.of(new byte[] {1, 2, 3}), 1, 1, 1, 1), 9, 10);
    RunOutcome outcome = Verdicts.of(done, true, true, false);
    assertThat(outcome)
        .isEqualTo(new RunOutcome.Returned(Bytes.wrap(new byte[] {1, 2, 3}), 9, 10, true));
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.Invalid.class);
  }

  @ParameterizedTest
  @EnumSource(ExecuteErrorKind.class)
  void theAnswerKeepsWhoIsToBlame(ExecuteErrorKind kind) {
    ExecuteAnswer answer = PvfAnswers.answer(new RunOutcome.Failed(kind, "because", 1, 1, false));
    switch (kind.blame()) {
      case CANDIDATE -> assertThat(answer).isInstanceOf(ExecuteAnswer.Invalid.class);
      case AMBIGUOUS -> assertThat(answer).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
      case NOBODY -> assertThat(answer).isInstanceOf(ExecuteAnswer.Internal.class);
    }
  }
}
