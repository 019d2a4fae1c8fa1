package dev.vouch.pvf.host;

import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;

/** A run with the artifact that it needs, as a slot gets it. */
public record SlotJob(ArtifactId id, StoredArtifact artifact, RunRequest request) {}
