package dev.vouch.pvf.queue;

import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.primitives.Hash;
import java.util.List;
import java.util.Optional;

/**
 * What the host's state machine is told. Requests carry an id that is never used twice; {@code
 * onDisk} is what the artifact directory holds for the artifact at that moment, so that the machine
 * itself does no I/O.
 */
public sealed interface PvfEvent {

  /** The artifact directory holds this from an earlier run, which last needed it then. */
  record Restored(ArtifactId id, StoredArtifact artifact, long lastNeededMillis)
      implements PvfEvent {}

  /** Prepare and tell the outcome (validation PH-20). */
  record Precheck(long request, PrepareSpec spec, Optional<StoredArtifact> onDisk)
      implements PvfEvent {}

  /** Run a candidate, preparing first if need be (validation PH-21). */
  record Execute(
      long request,
      PrepareSpec spec,
      PreparePriority priority,
      PvfExecKind kind,
      Optional<StoredArtifact> onDisk)
      implements PvfEvent {}

  /** Will be needed soon (validation PH-22). */
  record HeadsUp(PrepareSpec spec, Optional<StoredArtifact> onDisk) implements PvfEvent {}

  /**
   * The requester has gone; what waits for it is dropped, what runs is not (validation PH-24,
   * PH-55).
   */
  record Cancelled(long request) implements PvfEvent {}

  /** The active leaves changed (validation PH-50). */
  record LeavesChanged(Optional<Leaf> activated, List<Hash> deactivated) implements PvfEvent {}

  /** A new leaf with the ancestors that still count as active. */
  record Leaf(Hash hash, List<Hash> ancestors) {}

  /** A prepare worker stands ready (validation PH-43). */
  record PrepareWorkerSpawned(long worker) implements PvfEvent {}

  /** A prepare worker ended its job; {@code rip} if the process is gone too (validation PH-44). */
  record PrepareConcluded(long worker, boolean rip, PrepareResult result) implements PvfEvent {}

  /**
   * A preparation ended before a worker saw the code, because none starts or the code cannot be
   * read. Such a cause is told to who waits and not remembered: the next request tries again.
   */
  record PrepareNotBegun(long worker, PrepareError error) implements PvfEvent {}

  /** A prepare worker died idle or could not be reached (validation PH-45). */
  record PrepareWorkerRip(long worker) implements PvfEvent {}

  /** A slot asks for one job: the credit of the pull model. */
  record SlotFree(String slot, Optional<ArtifactId> holds) implements PvfEvent {}

  /**
   * A slot finished its job; it asks for the next one by itself, once it is ready (validation
   * PH-57).
   */
  record JobEnded(String slot, long request, Optional<StoredArtifact> badArtifact)
      implements PvfEvent {}

  /** A slot has gone, with whatever it ran. */
  record SlotLost(String slot) implements PvfEvent {}

  /** The hourly look at the size of the cache (validation PH-34). */
  record Pulse() implements PvfEvent {}
}
