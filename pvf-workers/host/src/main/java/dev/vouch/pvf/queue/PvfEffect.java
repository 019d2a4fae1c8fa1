package dev.vouch.pvf.queue;

/** What the host's state machine wants done. */
public sealed interface PvfEffect {

  record AnswerPrecheck(long request, PrepareResult result) implements PvfEffect {}

  /** An execution that ends without having run. What ran is answered by the slot itself. */
  record AnswerExecute(long request, NotRun reason) implements PvfEffect {}

  /** Give the job to a slot, which has one credit (validation PH-53). */
  record Assign(String slot, long request, StoredArtifact artifact, long queuedMillis)
      implements PvfEffect {}

  /**
   * Let a slot load and warm up an artifact before it is needed; it announces itself again when it
   * is done.
   */
  record Preload(String slot, PrepareSpec spec, StoredArtifact artifact) implements PvfEffect {}

  /** A job waits for that slot, which preloads: what may be cut off there should be. */
  record Hurry(String slot) implements PvfEffect {}

  record SpawnPrepareWorker() implements PvfEffect {}

  record StartPrepare(long worker, PrepareSpec spec) implements PvfEffect {}

  record KillPrepareWorker(long worker) implements PvfEffect {}

  /** The table has dropped this artifact: delete its file (validation PH-34, PH-35). */
  record DeleteArtifact(ArtifactId id, StoredArtifact artifact) implements PvfEffect {}

  /** A rule of ours was broken, or something notable happened that an operator should read. */
  record Warn(String text) implements PvfEffect {}

  /** Why a job never ran. */
  sealed interface NotRun {
    /** Preparation failed, deterministically or not (validation 2.8.3). */
    record PreparationFailed(PrepareError error) implements NotRun {}

    /** The scheduling parent left the active forks (validation PH-50). */
    record Stale() implements NotRun {}

    /** A fault of this host: its queue is full or the slot was lost. Never a verdict. */
    record Local(String reason) implements NotRun {}
  }
}
