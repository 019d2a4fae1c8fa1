package dev.vouch.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MergedMetricsTest {
  private static final String RETIRED =
      """
      # HELP vouch_pvf_workers_retired_total
      # TYPE vouch_pvf_workers_retired_total counter
      vouch_pvf_workers_retired_total{flavor="execute_c1"} 1.0
      vouch_pvf_workers_retired_total{flavor="prepare"} 2.0
      # HELP up whether it is up
      # TYPE up gauge
      up 1.0
      """;

  private static String merged() {
    MergedMetrics merged = new MergedMetrics();
    merged.add("alice", RETIRED);
    merged.add("bob", RETIRED);
    merged.add("down", "");
    return merged.text();
  }

  @Test
  void samplesOfAFamilyStandTogetherUnderOneDescription() {
    assertThat(merged())
        .isEqualTo(
            """
            # HELP vouch_pvf_workers_retired_total
            # TYPE vouch_pvf_workers_retired_total counter
            vouch_pvf_workers_retired_total{node="alice",flavor="execute_c1"} 1.0
            vouch_pvf_workers_retired_total{node="alice",flavor="prepare"} 2.0
            vouch_pvf_workers_retired_total{node="bob",flavor="execute_c1"} 1.0
            vouch_pvf_workers_retired_total{node="bob",flavor="prepare"} 2.0
            # HELP up whether it is up
            # TYPE up gauge
            up{node="alice"} 1.0
            up{node="bob"} 1.0
            """);
  }

  @Test
  void aSumTakesTheSamplesWithTheLabelOnly() {
    String counter = "vouch_pvf_workers_retired_total";
    assertThat(StatusPages.sum(merged(), counter, "flavor=\"execute_")).isEqualTo(2);
    assertThat(StatusPages.sum(merged(), counter, "")).isEqualTo(6);
    assertThat(StatusPages.sum(merged(), "other", "")).isZero();
  }
}
