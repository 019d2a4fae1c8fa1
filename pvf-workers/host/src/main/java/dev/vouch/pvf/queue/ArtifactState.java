package dev.vouch.pvf.queue;

import java.util.List;

/** What the table knows of one artifact (validation 2.4). */
sealed interface ArtifactState {
  record Prepared(StoredArtifact artifact, long lastNeededMillis) implements ArtifactState {}

  /**
   * A preparation is queued or runs.
   *
   * @param prechecks requests that wait for its outcome, in order of arrival
   * @param parked executions that wait for the artifact, in order of arrival
   * @param failures earlier failed preparations
   */
  record Preparing(List<Long> prechecks, List<ExecuteJob> parked, int failures)
      implements ArtifactState {}

  record Failed(PrepareError error, long lastFailedMillis, int failures) implements ArtifactState {

    /** Validation PH-23. */
    boolean mayRetry(long nowMillis, PvfLimits limits) {
      return !error.kind().deterministic()
          && nowMillis - lastFailedMillis >= limits.failureCooldownMillis()
          && failures <= limits.maxPrepareRetries();
    }
  }
}
