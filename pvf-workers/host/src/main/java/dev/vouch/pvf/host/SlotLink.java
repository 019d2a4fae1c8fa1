package dev.vouch.pvf.host;

import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import java.util.function.Consumer;

/**
 * A slot as the host sees it: in this JVM, behind the bus, later on another machine. It gets a job
 * only after it announced itself free, and one at a time; none of these calls may block.
 */
public interface SlotLink {
  /**
   * Runs the job and tells the outcome once; the slot announces itself again when it is ready for
   * more.
   */
  void run(SlotJob job, Consumer<RunOutcome> done);

  /** Loads an artifact ahead of need, and then announces itself. */
  void preload(ArtifactId id, StoredArtifact artifact, ExecutorParams params);

  /** A job waits for a slot that preloads: cut the warm-up off and announce yourself. */
  void hurry();
}
