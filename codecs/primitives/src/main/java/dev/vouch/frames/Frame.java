package dev.vouch.frames;

import java.util.List;

/** Everything that a PVF slot and its worker process say to each other. */
public sealed interface Frame {
  /** To the worker. */
  sealed interface ToWorker extends Frame {}

  /** To the host. */
  sealed interface ToHost extends Frame {}

  /** Which code of the engine runs the guest. */
  enum EngineMode {
    /** Classes made at preparation. */
    COMPILED,
    /** The engine's interpreter: slow, an independent second opinion. */
    INTERPRETER
  }

  /**
   * First word of a worker, said when its sandbox stands.
   *
   * @param nonce proof that it is the process that the host started
   * @param workerVersion of Vouch
   * @param jvmVersion of the Java runtime with vendor
   * @param engineVersion of the Wasm engine
   * @param pid of the worker
   * @param jit {@code c1} or {@code tiered}
   * @param sandbox every layer, held or missing
   */
  record Hello(
      Nonce nonce,
      String workerVersion,
      String jvmVersion,
      String engineVersion,
      long pid,
      String jit,
      List<SandboxLayer> sandbox)
      implements ToHost {
    public Hello {
      sandbox = List.copyOf(sandbox);
    }
  }

  /** The host accepts the worker. */
  record HelloAck(Nonce nonce) implements ToWorker {}

  /**
   * Compile code to an artifact. A worker does this once and ends.
   *
   * @param code as on chain, compressed or not
   * @param codeBombLimitBytes limit of the decompressed code (validation PJ-1)
   * @param executorParams SCALE of the list
   * @param precheck also resolve the imports (validation PJ-4)
   * @param levers of the artifact; those that are no passes change nothing
   */
  record PrepareJob(
      long jobId,
      Payload code,
      int codeBombLimitBytes,
      Payload executorParams,
      boolean precheck,
      Levers levers)
      implements ToWorker {
    /** With all levers. */
    public PrepareJob(
        long jobId,
        Payload code,
        int codeBombLimitBytes,
        Payload executorParams,
        boolean precheck) {
      this(jobId, code, codeBombLimitBytes, executorParams, precheck, Levers.ALL);
    }
  }

  /**
   * The artifact and what its making took.
   *
   * @param artifact bytes for the host to store; loaded later by {@link LoadArtifact}
   * @param digest SHA-256 of the artifact
   * @param codeBytes length of the decompressed code
   * @param functions functions of the module
   * @param interpretedFunctions how many of them are too large to compile and run interpreted
   * @param interpretedIndices the first of these
   * @param lookAlikes functions that look like memory functions but are not on the reviewed list
   * @param cpuNanos CPU time of the process for this job
   * @param wallNanos wall time of this job
   * @param peakMemoryBytes resident peak of the process
   */
  record PrepareDone(
      long jobId,
      Payload artifact,
      Payload digest,
      int codeBytes,
      int functions,
      int interpretedFunctions,
      List<Integer> interpretedIndices,
      List<String> lookAlikes,
      long cpuNanos,
      long wallNanos,
      long peakMemoryBytes)
      implements ToHost {
    public PrepareDone {
      interpretedIndices = List.copyOf(interpretedIndices);
      lookAlikes = List.copyOf(lookAlikes);
    }
  }

  /** No artifact. */
  record PrepareFailed(long jobId, PrepareErrorKind kind, String reason) implements ToHost {}

  /**
   * Load the artifact that all later jobs of this worker run. A worker takes one artifact only.
   *
   * @param digest SHA-256 that the bytes must have
   */
  record LoadArtifact(Payload artifact, Payload digest, EngineMode mode) implements ToWorker {}

  /** The artifact is ready for jobs. */
  record Loaded(long cpuNanos, long wallNanos) implements ToHost {}

  /** The artifact cannot be used; the worker ends. */
  record LoadFailed(ExecuteErrorKind kind, String reason) implements ToHost {}

  /**
   * Run {@code validate_block} once in a fresh instance.
   *
   * @param executorParams SCALE of the list: memory maximum and host functions of this execution
   */
  record ExecuteJob(long jobId, Payload executorParams, JobInput input) implements ToWorker {}

  /**
   * The guest is about to run.
   *
   * @param guestThread native id of its thread, so that the host reads its CPU time from {@code
   *     /proc/<pid>/task/<id>/stat}; 0 where there is none
   */
  record JobStarted(long jobId, long guestThread) implements ToHost {}

  /**
   * The guest returned.
   *
   * @param result what it returned; for a {@link JobInput.CandidateParams} it decodes as a {@code
   *     ValidationResult}
   * @param guestCpuNanos CPU time of the guest's thread
   * @param wallNanos wall time of instance and run
   * @param paramsBytes length of the parameters that the guest was given
   * @param blockDataBytes length of the decompressed block data ({@code pov_size}); 0 for raw input
   */
  record ExecuteDone(
      long jobId,
      Payload result,
      long guestCpuNanos,
      long wallNanos,
      int paramsBytes,
      int blockDataBytes)
      implements ToHost {}

  /**
   * The job gave no result. Without a {@link JobStarted} before it, the input was refused and no
   * guest ran; after one, the worker must not be used again.
   */
  record ExecuteFailed(
      long jobId, ExecuteErrorKind kind, String reason, long guestCpuNanos, long wallNanos)
      implements ToHost {}

  /** End now, with exit code 0. */
  record Shutdown() implements ToWorker {}
}
