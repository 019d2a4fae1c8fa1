package dev.vouch.pvf.worker;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.PrepareDone;
import dev.vouch.frames.Frame.PrepareFailed;
import dev.vouch.frames.Frame.PrepareJob;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.engine.ArtifactException;
import dev.vouch.pvf.engine.Engine;
import dev.vouch.pvf.engine.EngineKind;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.pvf.engine.PrepareOutcome;
import dev.vouch.pvf.engine.PreparedArtifact;
import dev.vouch.pvf.engine.Preparer;
import dev.vouch.pvf.sandbox.NativeProcess;
import dev.vouch.scale.ScaleException;
import java.util.Optional;

/** A prepare job (validation 3.1): decompress, gate, compile; for pre-checking also the imports. */
final class Preparation {
  /** The compiler walks nested blocks by recursion; a deep module must not decide by our stack. */
  static final long STACK_BYTES = 256L << 20;

  private Preparation() {}

  static Frame.ToHost run(PrepareJob job) {
    long cpu = NativeProcess.processCpuNanos();
    long wall = System.nanoTime();
    EngineParams params;
    byte[] code;
    try {
      params = Parameters.engine(executorParams(job.executorParams()));
      code = Decompressed.of(Bytes.wrap(job.code().array()), job.codeBombLimitBytes()).toArray();
    } catch (ScaleException e) {
      return failed(job, PrepareErrorKind.IO_ERR, "executor parameters: " + e.getMessage());
    } catch (Decompressed.BlobException e) {
      return failed(job, PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB, text(e));
    }
    return switch (Preparer.prepare(code, params)) {
      case PrepareOutcome.Rejected(var kind, String reason) -> failed(job, kind(kind), reason);
      case PrepareOutcome.Prepared(PreparedArtifact artifact) -> {
        if (job.precheck()) {
          Optional<String> wrong = unresolved(artifact, params);
          if (wrong.isPresent()) {
            yield failed(job, PrepareErrorKind.RUNTIME_CONSTRUCTION, wrong.get());
          }
        }
        yield done(job, artifact, cpu, wall);
      }
    };
  }

  static ExecutorParams executorParams(Payload encoded) throws ScaleException {
    return ExecutorParams.CODEC.decodeAll(Bytes.wrap(encoded.array()));
  }

  private static Optional<String> unresolved(PreparedArtifact artifact, EngineParams params) {
    try {
      return Engine.load(artifact.bytes(), EngineKind.CHICORY).unresolvedImport(params);
    } catch (ArtifactException e) {
      return Optional.of(text(e));
    }
  }

  private static PrepareDone done(
      PrepareJob job, PreparedArtifact artifact, long cpuBefore, long wallBefore) {
    var facts = artifact.facts();
    return new PrepareDone(
        job.jobId(),
        Payload.of(artifact.bytes()),
        Payload.of(Digests.sha256(artifact.bytes())),
        facts.wasmBytes(),
        facts.functions(),
        facts.interpreted().size(),
        facts.interpreted().stream().map(Preparation::index).toList(),
        facts.lookAlikes(),
        NativeProcess.processCpuNanos() - cpuBefore,
        System.nanoTime() - wallBefore,
        NativeProcess.peakMemoryBytes());
  }

  /** The engine names functions with their index at the end. */
  private static int index(String function) {
    return Integer.parseInt(function.substring(function.lastIndexOf(' ') + 1));
  }

  private static PrepareErrorKind kind(dev.vouch.pvf.engine.PrepareErrorKind kind) {
    return switch (kind) {
      case PREVALIDATION -> PrepareErrorKind.PREVALIDATION;
      case PREPARATION -> PrepareErrorKind.PREPARATION;
      case RUNTIME_CONSTRUCTION -> PrepareErrorKind.RUNTIME_CONSTRUCTION;
      case JOB_ERROR -> PrepareErrorKind.JOB_ERROR;
    };
  }

  private static PrepareFailed failed(PrepareJob job, PrepareErrorKind kind, String reason) {
    return new PrepareFailed(job.jobId(), kind, reason);
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
