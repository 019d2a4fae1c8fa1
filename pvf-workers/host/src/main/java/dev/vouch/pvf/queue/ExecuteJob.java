package dev.vouch.pvf.queue;

import dev.vouch.messages.PvfExecKind;

/** A request to execute that waits for a slot, or for its artifact. */
record ExecuteJob(long request, ArtifactId artifact, PvfExecKind kind) {}
