package dev.vouch.pvf.host;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.time.Duration;

/**
 * A worker process with the one artifact that it will ever have. Used by one thread at a time,
 * except for {@link #end}.
 */
final class ArtifactProcess {
  /** What such a process is good for. */
  record Key(ArtifactId id, StoredArtifact artifact, EngineMode engine, Jit jit) {}

  private final WorkerProcess worker;
  private final Key key;
  private volatile boolean cold = true;
  private int jobs;

  ArtifactProcess(WorkerProcess worker, Key key) {
    this.worker = worker;
    this.key = key;
  }

  Key key() {
    return key;
  }

  WorkerReply load(byte[] artifact) throws InterruptedException {
    return worker.load(
        new Frame.LoadArtifact(
            Payload.of(artifact), Payload.of(key.artifact().digest().toArray()), key.engine()),
        PvfHostConfig.LOAD_CPU_LIMIT);
  }

  WorkerReply execute(ExecutorParams params, JobInput input, Duration cpuLimit)
      throws InterruptedException {
    jobs++;
    Payload encoded = Payload.of(ExecutorParams.CODEC.encodeToBytes(params).toArray());
    return worker.execute(new Frame.ExecuteJob(jobs, encoded, input), cpuLimit);
  }

  /**
   * True until a whole block has run here (validation JV-3): only then has the JIT seen what a
   * block does. A run that only trapped, or that was cut off, leaves it cold.
   */
  boolean cold() {
    return cold;
  }

  void ranWell() {
    cold = false;
  }

  boolean mayTakeMore(int limit) {
    return jobs < limit;
  }

  boolean isAlive() {
    return worker.isAlive();
  }

  /** Kills it at once; nobody has to wait until it is gone. */
  void end() {
    worker.kill();
    Thread.ofVirtual().name("vouch-pvf-reap-" + worker.pid()).start(worker::close);
  }

  /** Kills it and waits for its end. */
  void close() {
    worker.close();
  }
}
