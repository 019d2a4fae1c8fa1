package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.queue.PrepareError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecuteReportTest {
  private static final Path FILE = Path.of("params");
  private static final ExecuteReport OK =
      ExecuteReport.returned(FILE, Bytes.fromHex("00"), List.of());
  private static final ExecuteReport INVALID =
      ExecuteReport.failed(FILE, ExecuteErrorKind.INVALID_CANDIDATE, "trap", List.of());
  private static final ExecuteReport INTERNAL =
      ExecuteReport.failed(FILE, ExecuteErrorKind.INTERNAL, "no memory", List.of());

  @Test
  void invalidOutweighsUndecidedAndUndecidedOutweighsOk() {
    assertThat(ExecuteReport.exitCode(List.of(OK, OK))).isEqualTo(0);
    assertThat(ExecuteReport.exitCode(List.of(OK, INTERNAL, OK))).isEqualTo(3);
    assertThat(ExecuteReport.exitCode(List.of(INTERNAL, OK, INVALID))).isEqualTo(1);
    assertThat(ExecuteReport.exitCode(List.of(INVALID, INTERNAL))).isEqualTo(1);
  }

  @Test
  void everyReportHasTheSameKeys() {
    for (ExecuteReport report : List.of(OK, INVALID, INTERNAL)) {
      assertThat(report.json().fieldNames())
          .containsExactly("params", "outcome", "kind", "reason", "result", "runs");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecuteErrorKind.class,
      names = {"INTERNAL", "AMBIGUOUS_WORKER_DEATH", "AMBIGUOUS_JOB_DEATH", "CORRUPTED_ARTIFACT"})
  void whatMayBeLocalIsNeverInvalid(ExecuteErrorKind kind) {
    assertThat(ExecuteReport.failed(FILE, kind, "why", List.of()).status())
        .isEqualTo(ExecuteReport.Status.internal);
  }

  @Test
  void onlyCodeThatEveryNodeRefusesIsInvalid() {
    for (PrepareErrorKind kind : PrepareErrorKind.values()) {
      ExecuteReport report =
          ExecuteReport.notPrepared(FILE, new PrepareError(kind, "why"), List.of());
      assertThat(report.status() == ExecuteReport.Status.invalid).isEqualTo(kind.deterministic());
      assertThat(report.json().getString("kind")).isEqualTo(kind.specName());
    }
  }

  @Test
  void aBackstopWithoutTheGuestsOwnCpuTimeDecidesNothing() {
    RunOutcome busyMachine =
        new RunOutcome.Failed(
            ExecuteErrorKind.HARD_TIMEOUT, "WALL clock", 1_999_999_999, 10_000_000_000L, true);
    RunOutcome endless =
        new RunOutcome.Failed(
            ExecuteErrorKind.HARD_TIMEOUT, "CPU clock", 2_000_000_000, 3_000_000_000L, true);
    assertThat(TimeLimits.judged(busyMachine, 2_000))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.INTERNAL);
              assertThat(failed.reason()).contains("WALL clock");
            });
    assertThat(TimeLimits.judged(endless, 2_000)).isSameAs(endless);
  }
}
