package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PrepareStats;
import dev.vouch.pvf.queue.StoredArtifact;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PvfHostMetersTest {
  private static final long SECOND = 1_000_000_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PvfHostMeters meters = new PvfHostMeters(registry);

  private static double[] seconds(Timer timer) {
    return Arrays.stream(timer.takeSnapshot().histogramCounts())
        .mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS))
        .toArray();
  }

  private static double[] bounds(DistributionSummary summary) {
    return Arrays.stream(summary.takeSnapshot().histogramCounts())
        .mapToDouble(CountAtBucket::bucket)
        .toArray();
  }

  @Test
  void timesOfRunsFallIntoTheBucketsOfTheSpecification() {
    meters.executed(new RunOutcome.Returned(Bytes.EMPTY, SECOND / 50, SECOND, false));
    assertThat(seconds(registry.get("vouch.pvf.execute").timer()))
        .containsExactly(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12);
    assertThat(registry.get("vouch.pvf.execute.cpu").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(20);
    meters.queued(Duration.ofSeconds(1), new PvfExecKind.Approval());
    assertThat(seconds(registry.get("vouch.pvf.execute.queued").timer()))
        .containsExactly(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 12, 24, 48);
  }

  @Test
  void whatAPreparationTookIsCountedOnceItIsDone() {
    meters.prepareStarted();
    meters.prepared(
        new PrepareResult.Success(
            new StoredArtifact("artifact", Hash.ZERO, 1),
            Optional.of(
                new PrepareStats(70_000, 1, 0, List.of(), SECOND, SECOND, 9_000 * 1_024L))));
    assertThat(registry.get("vouch.pvf.prepare.started").counter().count()).isEqualTo(1);
    assertThat(registry.get("vouch.pvf.prepare.concluded").counter().count()).isEqualTo(1);
    assertThat(seconds(registry.get("vouch.pvf.prepare").timer()))
        .containsExactly(0.1, 0.5, 1, 2, 3, 10, 20, 30, 60, 120, 240, 360, 480);
    DistributionSummary resident = registry.get("vouch.pvf.prepare.max.resident").summary();
    assertThat(bounds(resident)).hasSize(10).startsWith(8_192 * 1_024, 16_384 * 1_024);
    assertThat(resident.totalAmount()).isEqualTo(9_000 * 1_024);
    DistributionSummary code = registry.get("vouch.pvf.code.size").summary();
    assertThat(bounds(code)).hasSize(10).startsWith(16_384, 32_768);
    assertThat(code.totalAmount()).isEqualTo(70_000);
  }

  @Test
  void anArtifactThatIsThereAlreadyTookNothing() {
    meters.prepared(new PrepareResult.Success(new StoredArtifact("artifact", Hash.ZERO, 1)));
    assertThat(registry.find("vouch.pvf.prepare").timer()).isNull();
    assertThat(registry.get("vouch.pvf.prepare.concluded").counter().count()).isEqualTo(1);
  }
}
