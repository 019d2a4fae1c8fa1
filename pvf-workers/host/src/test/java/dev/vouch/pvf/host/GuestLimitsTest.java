package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.pvf.fixtures.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Guests that take more time or memory than they may have. */
final class GuestLimitsTest extends LiveHost {
  @Test
  void aGuestThatNeverEndsIsInvalidAfterSeveralLimitsThoughItIsAlwaysCold() throws Exception {
    RunOutcome outcome = await(host.execute(pvf.run(Fixtures.halt(), new byte[0], 300)));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> {
              assertThat(f.kind()).as(f.reason()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
              assertThat(f.cold()).isTrue();
              assertThat(f.cpuNanos())
                  .isBetween(
                      Duration.ofMillis(300 * PvfHostConfig.COLD_FACTOR).toNanos(),
                      Duration.ofMillis(300 * PvfHostConfig.COLD_FACTOR + 600).toNanos());
            });
    theAdderStillRuns();
  }

  /** Between one and six limits: what a cold run takes longer is not the candidate's fault. */
  @Test
  void aColdGuestThatComesToAnEndLateIsRunAgainWarm() throws Exception {
    byte[] params = undyingBlock(30_000_000);
    RunOutcome.Returned cold = (RunOutcome.Returned) run(Fixtures.undying(), params);
    long limit = Math.max(1, cold.cpuNanos() / 2_000_000);
    try (PvfHost fresh =
        PvfHost.start(
            PvfHostConfig.defaults(directory).withSlots(1).withSpares(0),
            pvf,
            new PvfHostMeters(new SimpleMeterRegistry()))) {
      RunOutcome outcome = await(fresh.execute(pvf.run(Fixtures.undying(), params, limit)));
      if (outcome instanceof RunOutcome.Returned warm) {
        assertThat(warm.cold()).isFalse();
        assertThat(warm.cpuNanos()).isLessThanOrEqualTo(limit * 1_000_000);
      } else {
        RunOutcome.Failed failed = (RunOutcome.Failed) outcome;
        assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
        assertThat(failed.cold()).as(failed.reason()).isFalse();
      }
    }
  }

  @Test
  void aWarmGuestThatTakesTooLongIsInvalid() throws Exception {
    run(Fixtures.undying(), undyingBlock(1_000));
    RunOutcome outcome =
        await(host.execute(pvf.run(Fixtures.undying(), TestPvf.undyingForHours(), 300)));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> {
              assertThat(f.kind()).as(f.reason()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
              assertThat(f.cold()).isFalse();
            });
    theAdderStillRuns();
  }

  @Test
  void aGuestThatAllocatesForEverIsStopped() throws Exception {
    RunOutcome outcome =
        await(host.execute(pvf.run(Fixtures.hostile("grow_for_ever"), new byte[0], 300)));
    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    theAdderStillRuns();
  }
}
