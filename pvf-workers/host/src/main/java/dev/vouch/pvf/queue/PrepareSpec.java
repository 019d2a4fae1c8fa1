package dev.vouch.pvf.queue;

import dev.vouch.messages.PvfHostMessage.PvfPrepData;

/** An artifact and what a worker needs to know to prepare it (validation 2.2). */
public record PrepareSpec(ArtifactId artifact, PvfPrepData data) {
  public static PrepareSpec of(PvfPrepData data) {
    return new PrepareSpec(
        new ArtifactId(data.code().hash(), data.executorParams().preparationHash()), data);
  }
}
