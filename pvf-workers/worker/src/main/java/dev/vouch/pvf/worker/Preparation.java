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
import dev.vouch.pvf.engine.ArtifactFacts;
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

  /**
   * What a preparation is taken to need, for pre-checking only (validation JV-19): so much, and so
   * many bytes for each byte of the module and of the classes made of it. The same on every machine
   * and near the smallest heaps with which known runtimes of up to 5 MB prepared (128 to 256 MiB);
   * what a process really takes differs from run to run and must not make votes differ.
   */
  static final long ESTIMATE_BASE_BYTES = 2L << 20;

  static final long ESTIMATE_PER_BYTE = 20;

  private Preparation() {}

  static Frame.ToHost run(PrepareJob job) {
    long cpu = NativeProcess.processCpuNanos();
    long wall = System.nanoTime();
    ExecutorParams session;
    byte[] code;
    try {
      session = executorParams(job.executorParams());
      code = Decompressed.of(Bytes.wrap(job.code().array()), job.codeBombLimitBytes()).toArray();
    } catch (ScaleException e) {
      return failed(job, PrepareErrorKind.IO_ERR, "executor parameters: " + e.getMessage());
    } catch (Decompressed.BlobException e) {
      return failed(job, PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB, text(e));
    }
    EngineParams params = Parameters.engine(session);
    return switch (Preparer.prepare(code, params, job.levers())) {
      case PrepareOutcome.Rejected(var kind, String reason) -> failed(job, kind(kind), reason);
      case PrepareOutcome.Prepared(PreparedArtifact artifact) -> {
        if (job.precheck()) {
          long needed = estimate(artifact.facts());
          long allowed = session.precheckingMaxMemory().orElse(Long.MAX_VALUE);
          if (Long.compareUnsigned(needed, allowed) > 0) {
            yield failed(
                job,
                PrepareErrorKind.OUT_OF_MEMORY,
                "estimated %d bytes, allowed %d".formatted(needed, allowed));
          }
          Optional<String> wrong = unresolved(artifact, params);
          if (wrong.isPresent()) {
            yield failed(job, PrepareErrorKind.RUNTIME_CONSTRUCTION, wrong.get());
          }
        }
        yield done(job, artifact, cpu, wall);
      }
    };
  }

  private static long estimate(ArtifactFacts facts) {
    return ESTIMATE_BASE_BYTES
        + ESTIMATE_PER_BYTE * ((long) facts.wasmBytes() + facts.classBytes());
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
      case ENGINE -> PrepareErrorKind.JOB_DIED;
    };
  }

  private static PrepareFailed failed(PrepareJob job, PrepareErrorKind kind, String reason) {
    return new PrepareFailed(job.jobId(), kind, reason);
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
