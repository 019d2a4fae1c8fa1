package dev.vouch.messages;

import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationResult;
import java.util.List;

/** Input of the PVF host (validation spec 2.4). */
public sealed interface PvfHostMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.PVF_HOST;
  }

  /** What determines an artifact, and how long its preparation may take (CPU). */
  record PvfPrepData(
      BlobRef code,
      ExecutorParams executorParams,
      long bombLimitBytes,
      long prepTimeoutMillis,
      PrepKind kind) {}

  /** Pre-checking adds a memory limit and a construction check. */
  enum PrepKind {
    COMPILATION,
    PRECHECKING
  }

  /** Preparation that somebody waits for with a dispute or approval goes first. */
  enum PreparePriority {
    CRITICAL,
    NORMAL
  }

  /** Which JIT runs the guest; the confirming run of an invalid takes the other one. */
  enum Jit {
    C1,
    TIERED
  }

  /**
   * Runs a candidate's PVF.
   *
   * @param execTimeoutMillis CPU time of the guest
   * @param v3Seen the candidate validation's flag at the time it took the request (CV-19)
   * @param confirming the answer must come from a fresh process under the other JIT
   */
  record ExecutePvf(
      PvfPrepData prep,
      CandidateReceipt candidate,
      PersistedValidationData validationData,
      BlobRef pov,
      long execTimeoutMillis,
      PreparePriority preparePriority,
      PvfExecKind execKind,
      boolean v3Seen,
      boolean confirming)
      implements PvfHostMessage, Request<ExecuteAnswer> {
    /** Covers queueing, a cold preparation at its limit and the wall-clock backstop. */
    @Override
    public long timeoutMillis() {
      return prep.prepTimeoutMillis() + 10 * execTimeoutMillis + 30_000;
    }
  }

  /** What came of an execution; kinds as in validation spec 2.8. */
  sealed interface ExecuteAnswer extends Answer {
    /**
     * The guest returned and its result decoded.
     *
     * @param cpuNanos CPU time of the guest thread
     * @param cold whether this was the first run of the artifact in its process
     */
    record Finished(ValidationResult result, long cpuNanos, long wallNanos, boolean cold)
        implements ExecuteAnswer {}

    /** The candidate is at fault. */
    record Invalid(InvalidKind kind, String reason) implements ExecuteAnswer {}

    /** The candidate or this machine is at fault. */
    record PossiblyInvalid(PossiblyInvalidKind kind, String reason) implements ExecuteAnswer {}

    /** The code does not prepare, deterministically; pre-checking should have ruled it out. */
    record PreparationFailed(String kind, String reason) implements ExecuteAnswer {}

    /** The block the job was for is no longer active. */
    record ExecutionDeadline() implements ExecuteAnswer {}

    /** Something local failed; says nothing about the candidate. */
    record Internal(String reason) implements ExecuteAnswer {}
  }

  enum InvalidKind {
    HARD_TIMEOUT,
    WORKER_REPORTED_INVALID,
    POV_DECOMPRESSION_FAILURE
  }

  enum PossiblyInvalidKind {
    AMBIGUOUS_WORKER_DEATH,
    AMBIGUOUS_JOB_DEATH,
    JOB_ERROR,
    RUNTIME_CONSTRUCTION,
    CORRUPTED_ARTIFACT
  }

  /** Prepares and reports. */
  record PrecheckPvf(PvfPrepData prep) implements PvfHostMessage, Request<PrepareAnswer> {
    @Override
    public long timeoutMillis() {
      return prep.prepTimeoutMillis() + 30_000;
    }
  }

  /** What came of a preparation. */
  sealed interface PrepareAnswer extends Answer {
    record Prepared(String artifactId, long artifactBytes, long cpuMillis, int interpretedFunctions)
        implements PrepareAnswer {}

    /**
     * @param deterministic true when every honest node fails in the same way: the code is at fault
     */
    record Failed(String kind, String reason, boolean deterministic) implements PrepareAnswer {}
  }

  /** These artifacts will be needed soon. */
  record HeadsUp(List<PvfPrepData> codes) implements PvfHostMessage {
    public HeadsUp {
      codes = List.copyOf(codes);
    }
  }

  /** Queued backing jobs of blocks outside the active leaves and their ancestors are dropped. */
  record UpdateActiveLeaves(OverseerSignal.ActiveLeaves update, List<Hash> ancestors)
      implements PvfHostMessage {
    public UpdateActiveLeaves {
      ancestors = List.copyOf(ancestors);
    }
  }
}
