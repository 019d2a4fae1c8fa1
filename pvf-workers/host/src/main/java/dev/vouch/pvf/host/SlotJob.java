package dev.vouch.pvf.host;

import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;

/** A run with the artifact that it needs, as a slot gets it. */
public record SlotJob(ArtifactId id, StoredArtifact artifact, RunRequest request, int coldFactor)
    implements Request<RunOutcome> {
  /**
   * Loading, a warm-up, a confirming process: what a slot may need besides the job's own clocks.
   */
  private static final long OVERHEAD_MILLIS = 60_000;

  /** The wall-clock backstop, and as much again for a second run. */
  private static final long WALL_FACTOR = 5;

  @Override
  public SubsystemName to() {
    return SubsystemName.PVF_HOST;
  }

  @Override
  public long timeoutMillis() {
    return WALL_FACTOR * coldFactor * request.cpuLimitMillis() + OVERHEAD_MILLIS;
  }
}
