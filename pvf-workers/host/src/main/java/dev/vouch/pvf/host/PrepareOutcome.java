package dev.vouch.pvf.host;

import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareResult;

/** What came of a request to prepare. */
public record PrepareOutcome(ArtifactId id, PrepareResult result) {}
