package dev.vouch.frames;

/**
 * Kinds of a failed execution as the host sees them (validation 2.8.2): what the job answered, how
 * it died, and what is only our own trouble. The wire index is the ordinal.
 */
public enum ExecuteErrorKind {
  /** Trap, missing or wrong export, host function error, bad result. Definitely invalid. */
  INVALID_CANDIDATE("InvalidCandidate", Blame.CANDIDATE),
  /** Compressed block data that does not decompress within the limit. Definitely invalid. */
  POV_DECOMPRESSION_FAILURE("PoVDecompressionFailure", Blame.CANDIDATE),
  /** The guest's CPU time limit was reached. Told by the host, which measures; see JV-4. */
  HARD_TIMEOUT("HardTimeout", Blame.CANDIDATE),
  /** Load, link, import resolution or instantiation failed: the artifact is prepared again. */
  RUNTIME_CONSTRUCTION("RuntimeConstruction", Blame.AMBIGUOUS),
  /** The artifact's digest differs from the expected one: the artifact is prepared again. */
  CORRUPTED_ARTIFACT("CorruptedArtifact", Blame.AMBIGUOUS),
  /** An unexpected throwable in the job (validation JV-22). */
  JOB_ERROR("JobError", Blame.AMBIGUOUS),
  /** The job's thread or process died under the job. */
  AMBIGUOUS_JOB_DEATH("AmbiguousJobDeath", Blame.AMBIGUOUS),
  /** The worker ended or talked nonsense. Told by the host. */
  AMBIGUOUS_WORKER_DEATH("AmbiguousWorkerDeath", Blame.AMBIGUOUS),
  /** A cause independent of candidate and PVF: no memory, no thread, host gone. */
  INTERNAL("Internal", Blame.NOBODY);

  /** Who is at fault (validation 2.8.4). */
  public enum Blame {
    /** Invalid, no retry. */
    CANDIDATE,
    /** Possibly invalid: retried, then by policy. */
    AMBIGUOUS,
    /** Could not decide. */
    NOBODY
  }

  private final String specName;
  private final Blame blame;

  ExecuteErrorKind(String specName, Blame blame) {
    this.specName = specName;
    this.blame = blame;
  }

  /** The name of the specification and of {@code --json} output. */
  public String specName() {
    return specName;
  }

  public Blame blame() {
    return blame;
  }
}
