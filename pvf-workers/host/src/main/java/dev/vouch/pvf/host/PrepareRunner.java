package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Levers;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.artifacts.ArtifactLock;
import dev.vouch.pvf.artifacts.ArtifactStore;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareError;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PrepareSpec;
import dev.vouch.pvf.queue.PrepareStats;
import dev.vouch.pvf.queue.StoredArtifact;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one artifact in a process of its own (validation PH-48, PH-49). Several hosts with one
 * directory do the work once: who waited for the lock finds the result. Blocks; belongs on a
 * virtual thread.
 */
final class PrepareRunner {
  private static final Logger LOG = LoggerFactory.getLogger(PrepareRunner.class);

  /** Another host's preparation is over after its wall clock, as ours is. */
  private static final long WALL_FACTOR = 4;

  /** For starting its worker. */
  private static final Duration LOCK_ROOM = Duration.ofSeconds(60);

  private final ArtifactStore store;
  private final Blobs blobs;
  private final Supervisor supervisor;
  private final Levers levers;

  PrepareRunner(ArtifactStore store, Blobs blobs, Supervisor supervisor, Levers levers) {
    this.store = store;
    this.blobs = blobs;
    this.supervisor = supervisor;
    this.levers = levers;
  }

  /**
   * How a preparation ended.
   *
   * @param begun false if no worker has seen the code: that says nothing about it, and the next
   *     request tries again at once
   */
  record Ended(PrepareResult result, boolean begun) {}

  /** Never throws, since a preparation that does not end blocks its artifact. */
  Ended run(PrepareSpec spec) {
    try {
      return new Ended(runOnce(spec), true);
    } catch (NotBegunException e) {
      return new Ended(failure(PrepareErrorKind.IO_ERR, String.valueOf(e.getMessage())), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(failure(PrepareErrorKind.IO_ERR, "interrupted"), false);
    } catch (RuntimeException e) {
      LOG.error("preparing {} failed", spec.artifact(), e);
      return new Ended(failure(PrepareErrorKind.IO_ERR, "a defect in the host: " + e), true);
    } catch (OutOfMemoryError e) {
      return new Ended(
          failure(
              PrepareErrorKind.IO_ERR,
              "this node has no memory for the code (VOUCH_HEAP, -Xmx): " + e),
          false);
    }
  }

  /** No worker was given the code. */
  private static final class NotBegunException extends Exception {
    private static final long serialVersionUID = 1L;

    NotBegunException(String reason, IOException cause) {
      super(reason, cause);
    }
  }

  private PrepareResult runOnce(PrepareSpec spec) throws InterruptedException, NotBegunException {
    Duration longest = Duration.ofMillis(WALL_FACTOR * spec.data().prepTimeoutMillis());
    try (ArtifactLock _ = store.lock(spec.artifact(), longest.plus(LOCK_ROOM))) {
      Optional<StoredArtifact> present = store.find(spec.artifact());
      return present.isPresent()
          ? new PrepareResult.Success(present.get())
          : prepare(spec.artifact(), spec.data());
    } catch (IOException e) {
      return failure(PrepareErrorKind.IO_ERR, String.valueOf(e.getMessage()));
    }
  }

  private PrepareResult prepare(ArtifactId id, PvfPrepData data)
      throws InterruptedException, NotBegunException {
    Frame.PrepareJob job =
        new Frame.PrepareJob(
            1,
            Payload.of(code(data)),
            Math.clamp(data.bombLimitBytes(), 0, Integer.MAX_VALUE),
            Payload.of(ExecutorParams.CODEC.encodeToBytes(data.executorParams()).toArray()),
            data.kind() == PrepKind.PRECHECKING,
            levers);
    try (WorkerProcess worker = spawn()) {
      return conclude(id, worker.prepare(job, Duration.ofMillis(data.prepTimeoutMillis())));
    }
  }

  private byte[] code(PvfPrepData data) throws NotBegunException {
    try {
      return blobs.read(data.code());
    } catch (IOException e) {
      throw new NotBegunException("cannot read the code: " + e.getMessage(), e);
    }
  }

  private WorkerProcess spawn() throws NotBegunException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return supervisor.spawn(WorkerKind.PREPARE);
      } catch (SpawnException e) {
        if (tries == PvfHostConfig.SPAWN_TRIES || supervisor.isClosed()) {
          throw new NotBegunException(String.valueOf(e.getMessage()), e);
        }
        Thread.sleep(PvfHostConfig.SPAWN_RETRY_DELAY);
      }
    }
  }

  private PrepareResult conclude(ArtifactId id, WorkerReply reply) {
    return switch (reply) {
      case WorkerReply.Answered(Frame.PrepareDone done, long cpu, long wall) ->
          keep(id, done, cpu, wall);
      case WorkerReply.Answered(Frame.PrepareFailed failed, long cpu, long wall) ->
          failure(failed.kind(), failed.reason());
      case WorkerReply.Answered(Frame.ToHost other, long cpu, long wall) ->
          failure(
              PrepareErrorKind.IO_ERR,
              "the worker answered a preparation with " + other.getClass().getSimpleName());
      case WorkerReply.OverLimit over ->
          failure(PrepareErrorKind.TIMED_OUT, over.limit() + " clock");
      case WorkerReply.Died(var death, boolean _) ->
          failure(
              death.blame() == ExecuteErrorKind.INTERNAL
                  ? PrepareErrorKind.IO_ERR
                  : PrepareErrorKind.JOB_DIED,
              death.describe());
    };
  }

  private PrepareResult keep(ArtifactId id, Frame.PrepareDone done, long cpu, long wall) {
    try {
      StoredArtifact stored = store.put(id, done.artifact().array());
      if (!Arrays.equals(stored.digest().toArray(), done.digest().array())) {
        store.delete(stored);
        return failure(
            PrepareErrorKind.IO_ERR, "the artifact does not have the digest that the worker told");
      }
      PrepareStats stats =
          new PrepareStats(
              done.codeBytes(),
              done.functions(),
              done.interpretedFunctions(),
              done.lookAlikes(),
              cpu,
              wall,
              done.peakMemoryBytes());
      return new PrepareResult.Success(stored, Optional.of(stats));
    } catch (IOException e) {
      return failure(PrepareErrorKind.RENAME_TMP_FILE, String.valueOf(e.getMessage()));
    }
  }

  private static PrepareResult failure(PrepareErrorKind kind, String reason) {
    return new PrepareResult.Failure(new PrepareError(kind, reason));
  }
}
