package dev.vouch.core.backing;

/**
 * The switches of candidate backing (backing spec 2.20, section 8).
 *
 * @param strictSingleSecond at most one own Seconded per scheduling parent (seed A-13)
 * @param failedJobRetries how often a validation that failed locally may be tried again when
 *     somebody asks or votes anew (CB-q1)
 * @param jobWatchdogMillis a validation without a verdict after so long counts as a local failure
 */
public record BackingConfig(
    QuorumPolicy quorum,
    StaleLeaves staleLeaves,
    boolean strictSingleSecond,
    int failedJobRetries,
    long jobWatchdogMillis) {
  /** Votes that make a candidate backable (seed A-19). */
  public enum QuorumPolicy {
    /** The runtime's minimum; the majority where the runtime tells none. */
    RUNTIME,
    /** More than half of the group. */
    MAJORITY
  }

  /** What is done for a leaf that was active before (seed A-9). */
  public enum StaleLeaves {
    /** Statements are imported and queries answered, but nothing is signed. */
    OBSERVE,
    /** No job at all. */
    SKIP
  }

  public BackingConfig {
    if (failedJobRetries < 0 || jobWatchdogMillis <= 0) {
      throw new IllegalArgumentException(
          "failedJobRetries must be at least 0 and jobWatchdogMillis at least 1, got "
              + failedJobRetries
              + " and "
              + jobWatchdogMillis);
    }
  }

  /** One retry; five blocks of six seconds, after which no candidate of today can be backed. */
  public static BackingConfig standard() {
    return new BackingConfig(QuorumPolicy.RUNTIME, StaleLeaves.OBSERVE, false, 1, 30_000);
  }
}
