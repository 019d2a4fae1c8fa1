package dev.vouch.bench;

import dev.vouch.crypto.Hashes;
import dev.vouch.frames.Frame;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Levers;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Jobs for real workers; anything but the expected answer ends the measurement. A worker is asked
 * again after a block that is invalid, which no host does.
 */
final class PvfRuns {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int CODE_LIMIT_BYTES = 50 << 20;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Supervisor supervisor;
  private final Payload params =
      Payload.of(ExecutorParams.CODEC.encodeToBytes(ExecutorParams.defaults()).toArray());

  PvfRuns(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /** A worker with its artifact, and what loading took. */
  record Loaded(WorkerProcess worker, double cpuMillis, double wallMillis)
      implements AutoCloseable {
    @Override
    public void close() {
      worker.close();
    }
  }

  Frame.PrepareDone prepare(byte[] code) throws SpawnException, InterruptedException {
    return prepare(code, Levers.ALL);
  }

  Frame.PrepareDone prepare(byte[] code, Levers levers)
      throws SpawnException, InterruptedException {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      WorkerReply reply =
          worker.prepare(
              new Frame.PrepareJob(1, Payload.of(code), CODE_LIMIT_BYTES, params, false, levers),
              LIMIT);
      if (reply instanceof WorkerReply.Answered(Frame.PrepareDone done, var _, var _)) {
        return done;
      }
      throw new IllegalStateException("a runtime does not prepare: " + reply);
    }
  }

  Loaded load(WorkerKind kind, Frame.PrepareDone prepared)
      throws SpawnException, InterruptedException {
    return load(supervisor.spawn(kind), prepared);
  }

  Loaded load(WorkerProcess worker, Frame.PrepareDone prepared) throws InterruptedException {
    WorkerReply reply =
        worker.load(
            new Frame.LoadArtifact(
                prepared.artifact(), prepared.digest(), Frame.EngineMode.COMPILED),
            LIMIT);
    if (reply instanceof WorkerReply.Answered(Frame.Loaded loaded, var _, var _)) {
      return new Loaded(
          worker, loaded.cpuNanos() / NANOS_PER_MILLI, loaded.wallNanos() / NANOS_PER_MILLI);
    }
    worker.close();
    throw new IllegalStateException("an artifact does not load: " + reply);
  }

  /** CPU time of the guest's thread, in milliseconds, of each of so many runs in a row. */
  double[] run(WorkerProcess worker, RealBlock block, byte[] input, int runs)
      throws InterruptedException {
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      WorkerReply reply =
          worker.execute(new Frame.ExecuteJob(i, params, JobInput.raw(input)), LIMIT);
      millis[i] = checked(reply, block) / NANOS_PER_MILLI;
    }
    return millis;
  }

  private static long checked(WorkerReply reply, RealBlock block) {
    if (reply instanceof WorkerReply.Answered(Frame.ToHost frame, var _, var _)) {
      if (frame instanceof Frame.ExecuteDone done
          && HexFormat.of()
              .formatHex(Hashes.blake2b256(done.result().array()))
              .equals(block.result())) {
        return done.guestCpuNanos();
      }
      if (frame instanceof Frame.ExecuteFailed failed
          && block.result().equals(RealBlock.INVALID)
          && failed.kind() == dev.vouch.frames.ExecuteErrorKind.INVALID_CANDIDATE) {
        return failed.guestCpuNanos();
      }
    }
    throw new IllegalStateException(block.name() + " has another outcome: " + reply);
  }

  static double best(double[] millis) {
    return Arrays.stream(millis).min().orElseThrow();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
