package dev.vouch.pvf.queue;

import dev.vouch.messages.PvfExecKind;

/** A request to execute that waits for a slot, or for its artifact. */
record ExecuteJob(long request, PrepareSpec spec, PvfExecKind kind) {
  ArtifactId artifact() {
    return spec.artifact();
  }
}
