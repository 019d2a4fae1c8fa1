package dev.vouch.pvf.worker;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.Frame.ExecuteJob;
import dev.vouch.frames.Frame.LoadArtifact;
import dev.vouch.frames.Frame.LoadFailed;
import dev.vouch.frames.Frame.Loaded;
import dev.vouch.frames.Frame.ToHost;
import dev.vouch.frames.FrameLimits;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ValidationResult;
import dev.vouch.pvf.engine.ArtifactException;
import dev.vouch.pvf.engine.Engine;
import dev.vouch.pvf.engine.EngineKind;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.pvf.engine.ExecutionOutcome;
import dev.vouch.pvf.engine.LoadedPvf;
import dev.vouch.pvf.sandbox.NativeProcess;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The one artifact of an execute worker. */
final class Executor {
  /** What came of loading. */
  sealed interface Loading {
    record Ready(Executor executor, Loaded answer) implements Loading {}

    record Refused(LoadFailed answer) implements Loading {}
  }

  /** What came of the preparations for a job. */
  sealed interface Input {
    record Ready(Run run) implements Input {}

    record Refused(ExecuteFailed answer) implements Input {}
  }

  /** What the reference adds to the guest's stack for the host's own frames (validation PJ-12). */
  private static final long EXTRA_STACK_BYTES = 2L << 20;

  /** Reserved, not used; more is never needed for counted frames (JV-6). */
  private static final long MAX_STACK_BYTES = 1L << 30;

  /** A result and the other fields fit into one frame. */
  private static final int MAX_RESULT_BYTES = FrameLimits.MAX_TO_HOST_BYTES - 1024;

  private final LoadedPvf pvf;

  private Executor(LoadedPvf pvf) {
    this.pvf = pvf;
  }

  static Loading load(LoadArtifact job) {
    return load(job, Optional.empty());
  }

  /**
   * @param guest digest of the artifact that stands on this process's class path, if one does
   */
  static Loading load(LoadArtifact job, Optional<String> guest) {
    long cpu = NativeProcess.processCpuNanos();
    long wall = System.nanoTime();
    byte[] artifact = job.artifact().array();
    if (!Arrays.equals(Digests.sha256(artifact), job.digest().array())) {
      return refused(ExecuteErrorKind.CORRUPTED_ARTIFACT, "the artifact has another digest");
    }
    try {
      boolean onClassPath =
          job.mode() == EngineMode.COMPILED
              && guest.equals(Optional.of(HexFormat.of().formatHex(job.digest().array())));
      var executor =
          new Executor(
              onClassPath
                  ? Engine.loadFromClassPath(artifact)
                  : Engine.load(artifact, kind(job.mode())));
      return new Loading.Ready(
          executor, new Loaded(NativeProcess.processCpuNanos() - cpu, System.nanoTime() - wall));
    } catch (ArtifactException e) {
      return refused(ExecuteErrorKind.RUNTIME_CONSTRUCTION, String.valueOf(e.getMessage()));
    }
  }

  /** Decodes, decompresses and checks what the guest will be given. */
  Input prepare(ExecuteJob job) {
    try {
      var params = Preparation.executorParams(job.executorParams());
      var input = Parameters.of(job.input());
      return new Input.Ready(new Run(pvf, job, input, Parameters.engine(params)));
    } catch (ScaleException e) {
      return refused(job, ExecuteErrorKind.INTERNAL, "the job does not decode: " + e.getMessage());
    } catch (Decompressed.BlobException e) {
      return refused(
          job, ExecuteErrorKind.POV_DECOMPRESSION_FAILURE, String.valueOf(e.getMessage()));
    }
  }

  /** A job whose guest can run. */
  record Run(LoadedPvf pvf, ExecuteJob job, Parameters input, EngineParams limits) {
    /** Stack of the thread for it: the parameters may ask for more than usual, never for less. */
    long stackBytes() {
      long wanted = Math.max(limits.stackNativeMax(), EngineParams.DEFAULT_STACK_NATIVE_MAX);
      return Math.min(wanted, MAX_STACK_BYTES) + EXTRA_STACK_BYTES;
    }

    /** Runs the guest on the calling thread, whose CPU time is told. */
    ToHost guest() {
      long cpu = NativeProcess.threadCpuNanos();
      long wall = System.nanoTime();
      ExecutionOutcome outcome;
      try {
        outcome = pvf.execute(input.parts(), limits);
      } catch (RuntimeException | Error e) {
        // The engine answers for all that a guest does; whatever else comes out is our failure.
        return failed(
            ExecuteErrorKind.INTERNAL,
            "the engine failed: " + e,
            NativeProcess.threadCpuNanos() - cpu,
            System.nanoTime() - wall);
      }
      long cpuNanos = NativeProcess.threadCpuNanos() - cpu;
      long wallNanos = System.nanoTime() - wall;
      return switch (outcome) {
        case ExecutionOutcome.Finished done ->
            finished(job, input, done.result(), cpuNanos, wallNanos);
        case ExecutionOutcome.Trapped(var _, String reason) ->
            failed(ExecuteErrorKind.INVALID_CANDIDATE, "execute: " + reason, cpuNanos, wallNanos);
        case ExecutionOutcome.NotConstructed(String reason) ->
            failed(ExecuteErrorKind.RUNTIME_CONSTRUCTION, reason, cpuNanos, wallNanos);
        case ExecutionOutcome.Undecided(String reason) ->
            failed(ExecuteErrorKind.INTERNAL, reason, cpuNanos, wallNanos);
      };
    }

    private ExecuteFailed failed(
        ExecuteErrorKind kind, String reason, long cpuNanos, long wallNanos) {
      return new ExecuteFailed(job.jobId(), kind, reason, cpuNanos, wallNanos);
    }
  }

  private static ToHost finished(
      ExecuteJob job, Parameters input, byte[] result, long cpuNanos, long wallNanos) {
    byte[] told = result;
    if (job.input() instanceof JobInput.CandidateParams) {
      try {
        ScaleReader in = new ScaleReader(Bytes.wrap(result));
        ValidationResult.CODEC.decode(in);
        // Bytes left over are tolerated (validation PJ-13), but nobody reads them: a result that
        // fills the largest memory must not be too long for a frame because of them.
        told = Arrays.copyOf(result, result.length - in.remaining());
      } catch (ScaleException e) {
        return new ExecuteFailed(
            job.jobId(),
            ExecuteErrorKind.INVALID_CANDIDATE,
            "validation result decoding failed: " + e.getMessage(),
            cpuNanos,
            wallNanos);
      }
    }
    if (told.length > MAX_RESULT_BYTES) {
      return new ExecuteFailed(
          job.jobId(),
          ExecuteErrorKind.INTERNAL,
          "a result of " + told.length + " bytes does not fit into a frame",
          cpuNanos,
          wallNanos);
    }
    return new ExecuteDone(
        job.jobId(), Payload.of(told), cpuNanos, wallNanos, input.length(), input.blockDataBytes());
  }

  private static EngineKind kind(EngineMode mode) {
    return switch (mode) {
      case COMPILED -> EngineKind.CHICORY;
      case INTERPRETER -> EngineKind.INTERPRETER;
    };
  }

  private static Input refused(ExecuteJob job, ExecuteErrorKind kind, String reason) {
    return new Input.Refused(new ExecuteFailed(job.jobId(), kind, reason, 0, 0));
  }

  private static Loading refused(ExecuteErrorKind kind, String reason) {
    return new Loading.Refused(new LoadFailed(kind, reason));
  }
}
