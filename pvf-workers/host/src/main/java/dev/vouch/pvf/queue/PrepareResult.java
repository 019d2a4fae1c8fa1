package dev.vouch.pvf.queue;

import java.util.Optional;

/** How a preparation ended: an artifact on disk, or an error. */
public sealed interface PrepareResult {
  /**
   * @param stats empty if the artifact was there already
   */
  record Success(StoredArtifact artifact, Optional<PrepareStats> stats) implements PrepareResult {
    public Success(StoredArtifact artifact) {
      this(artifact, Optional.empty());
    }
  }

  record Failure(PrepareError error) implements PrepareResult {}
}
