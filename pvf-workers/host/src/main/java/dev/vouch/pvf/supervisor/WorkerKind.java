package dev.vouch.pvf.supervisor;

/** What a worker process is started for; decides its flags. */
public enum WorkerKind {
  /** Compiles one module and ends. */
  PREPARE,
  /**
   * Runs one artifact under HotSpot's C1 alone: warms up at once, and leaves C2's bugs out of
   * verdicts.
   */
  EXECUTE_C1,
  /** Runs one artifact under both compilers. */
  EXECUTE_TIERED
}
