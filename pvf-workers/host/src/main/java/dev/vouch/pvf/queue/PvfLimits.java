package dev.vouch.pvf.queue;

import java.time.Duration;

/**
 * The bounds of the host's state machine (validation section 5).
 *
 * @param prepareSoftLimit prepare workers kept for normal work (PH-41)
 * @param prepareHardLimit prepare workers while critical work waits (PH-41)
 * @param failureCooldownMillis wait before a failed preparation is tried again (PH-23)
 * @param maxPrepareRetries failures up to which a retry is allowed (PH-23)
 * @param cacheLimitBytes total size of prepared artifacts above which the least recently needed go
 *     (PH-34)
 * @param minimumStaleMillis time without need below which an artifact is never pruned (PH-34)
 * @param keepWaitingMillis how long the oldest job may be passed by for a slot's own artifact
 *     (PH-53)
 * @param maxWaiting execution and pre-check requests that may wait; ours, since the event bus has
 *     no back-pressure (JV-32)
 * @param maxArtifacts entries of the table, failed ones included; the reference has no bound
 */
public record PvfLimits(
    int prepareSoftLimit,
    int prepareHardLimit,
    long failureCooldownMillis,
    int maxPrepareRetries,
    long cacheLimitBytes,
    long minimumStaleMillis,
    long keepWaitingMillis,
    int maxWaiting,
    int maxArtifacts) {

  public PvfLimits {
    if (prepareSoftLimit < 1 || prepareHardLimit < prepareSoftLimit) {
      throw new IllegalArgumentException(
          "prepare workers: soft limit %d and hard limit %d; need 1 <= soft <= hard"
              .formatted(prepareSoftLimit, prepareHardLimit));
    }
    if (maxWaiting < 1 || maxArtifacts < 1) {
      throw new IllegalArgumentException("maxWaiting and maxArtifacts must be at least 1");
    }
  }

  public static PvfLimits defaults() {
    return new PvfLimits(
        1,
        2,
        Duration.ofMinutes(15).toMillis(),
        5,
        10L << 30,
        Duration.ofHours(24).toMillis(),
        4_000,
        1_024,
        4_096);
  }
}
