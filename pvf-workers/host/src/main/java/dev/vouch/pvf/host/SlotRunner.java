package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.pvf.artifacts.ArtifactStore;
import dev.vouch.pvf.artifacts.CorruptedArtifactException;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot: one process at a time, for one artifact, kept between jobs while each ends cleanly
 * (validation JV-2, PH-57). One call at a time; blocks, so it belongs on a virtual thread. {@link
 * #close} may come from any thread.
 */
final class SlotRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlotRunner.class);

  /** POV_BOMB_LIMIT: four times MAX_POV_SIZE (validation PJ-10). */
  private static final int POV_BOMB_LIMIT_BYTES = 40 << 20;

  /** What a loaded process is good for. */
  private record Key(ArtifactId id, StoredArtifact artifact, EngineMode engine, Jit jit) {}

  /** A process with its artifact. Guarded by the one-call rule, but for {@link #close}. */
  private static final class Loaded {
    final WorkerProcess worker;
    final Key key;
    boolean cold = true;
    int jobs;

    Loaded(WorkerProcess worker, Key key) {
      this.worker = worker;
      this.key = key;
    }
  }

  /** The artifact could not be loaded, for that reason. */
  private static final class LoadFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient RunOutcome.Failed outcome;

    LoadFailure(RunOutcome.Failed outcome) {
      super(outcome.reason());
      this.outcome = outcome;
    }
  }

  private final PvfHostConfig config;
  private final ArtifactStore store;
  private final Blobs blobs;
  private final Spares spares;
  private final WarmUps warmUps;
  private volatile Optional<Loaded> loaded = Optional.empty();
  private volatile boolean closed;
  private long jobId;

  SlotRunner(
      PvfHostConfig config, ArtifactStore store, Blobs blobs, Spares spares, WarmUps warmUps) {
    this.config = config;
    this.store = store;
    this.blobs = blobs;
    this.spares = spares;
    this.warmUps = warmUps;
  }

  /** The artifact of the living process. */
  Optional<ArtifactId> holds() {
    return loaded.filter(l -> l.worker.isAlive()).map(l -> l.key.id());
  }

  boolean warm() {
    return loaded.filter(l -> l.worker.isAlive() && !l.cold).isPresent();
  }

  /** Loads and warms up ahead of need; a failure shows when the artifact is really needed. */
  void preload(ArtifactId id, StoredArtifact artifact) throws InterruptedException {
    try {
      ready(
          new Key(id, artifact, EngineMode.COMPILED, config.jit()),
          ExecutorParams.defaults(),
          true);
    } catch (LoadFailure e) {
      if (closed) {
        return;
      }
      LOG.warn("cannot load {} ahead of need: {}", id.codeHash().shortHex(), e.getMessage());
    }
  }

  RunOutcome run(SlotJob job) throws InterruptedException {
    RunRequest request = job.request();
    Key key = new Key(job.id(), job.artifact(), request.engine(), request.jit());
    try {
      JobInput input = input(request.input());
      Loaded process = ready(key, request.prep().executorParams(), !request.fresh());
      try {
        return settle(process, request, input);
      } finally {
        if (request.fresh() || process.jobs >= config.jobsPerWorker()) {
          drop(process);
        }
      }
    } catch (LoadFailure e) {
      return e.outcome;
    } catch (IOException e) {
      return RunOutcome.internal("cannot read the PoV: " + e.getMessage());
    }
  }

  private RunOutcome settle(Loaded process, RunRequest request, JobInput input)
      throws InterruptedException {
    boolean cold = process.cold;
    WorkerReply reply =
        execute(
            process,
            request.prep().executorParams(),
            input,
            Duration.ofMillis(request.cpuLimitMillis()));
    RunOutcome outcome = Verdicts.of(reply, cold, config.abstainWhenCold());
    if (outcome instanceof RunOutcome.Returned) {
      process.cold = false;
      warmUps.ranWell(process.key.id(), input);
    } else {
      drop(process);
    }
    return outcome;
  }

  private WorkerReply execute(
      Loaded process, ExecutorParams params, JobInput input, Duration cpuLimit)
      throws InterruptedException {
    process.jobs++;
    Payload encoded = Payload.of(ExecutorParams.CODEC.encodeToBytes(params).toArray());
    return process.worker.execute(new Frame.ExecuteJob(++jobId, encoded, input), cpuLimit);
  }

  /** A living process with that artifact; a fresh one always if {@code reuse} is false. */
  private Loaded ready(Key key, ExecutorParams params, boolean reuse)
      throws LoadFailure, InterruptedException {
    Optional<Loaded> current = loaded;
    if (current.isPresent()) {
      if (reuse && current.get().key.equals(key) && current.get().worker.isAlive()) {
        return current.get();
      }
      drop(current.get());
    }
    Loaded fresh = load(key);
    boolean warmable = config.warmUp() && reuse && key.engine() == EngineMode.COMPILED;
    return warmable ? warmUp(fresh, params) : fresh;
  }

  private Loaded load(Key key) throws LoadFailure, InterruptedException {
    byte[] artifact = bytesOf(key.artifact());
    Loaded fresh = new Loaded(worker(key.jit()), key);
    loaded = Optional.of(fresh);
    if (closed) {
      drop(fresh);
      throw new LoadFailure(RunOutcome.internal("the slot is closing"));
    }
    Frame.LoadArtifact frame =
        new Frame.LoadArtifact(
            Payload.of(artifact), Payload.of(key.artifact().digest().toArray()), key.engine());
    WorkerReply reply = fresh.worker.load(frame, PvfHostConfig.LOAD_CPU_LIMIT);
    Optional<RunOutcome.Failed> failure = Verdicts.ofLoading(reply);
    if (failure.isPresent()) {
      drop(fresh);
      throw new LoadFailure(failure.get());
    }
    return fresh;
  }

  /**
   * Runs the artifact once; where the guest does not come to an end in time, a new process stays
   * cold.
   */
  private Loaded warmUp(Loaded process, ExecutorParams params)
      throws LoadFailure, InterruptedException {
    WorkerReply reply =
        execute(
            process, params, warmUps.inputFor(process.key.id()), PvfHostConfig.WARM_UP_CPU_LIMIT);
    if (cameToAnEnd(reply) && process.worker.isAlive()) {
      process.cold = false;
      return process;
    }
    drop(process);
    return load(process.key);
  }

  /** A warm-up on empty parameters traps, which is as good as a result. */
  private static boolean cameToAnEnd(WorkerReply reply) {
    return reply instanceof WorkerReply.Answered(Frame.ToHost frame, long cpu, long wall)
        && switch (frame) {
          case Frame.ExecuteDone done -> true;
          case Frame.ExecuteFailed failed -> failed.kind() == ExecuteErrorKind.INVALID_CANDIDATE;
          default -> false;
        };
  }

  private WorkerProcess worker(Jit jit) throws LoadFailure, InterruptedException {
    try {
      return spares.take(jit == Jit.C1 ? WorkerKind.EXECUTE_C1 : WorkerKind.EXECUTE_TIERED);
    } catch (IOException e) {
      throw new LoadFailure(RunOutcome.internal(String.valueOf(e.getMessage())));
    }
  }

  private byte[] bytesOf(StoredArtifact artifact) throws LoadFailure {
    try {
      return store.load(artifact);
    } catch (CorruptedArtifactException e) {
      throw new LoadFailure(
          new RunOutcome.Failed(
              ExecuteErrorKind.CORRUPTED_ARTIFACT, String.valueOf(e.getMessage()), 0, 0, true));
    } catch (IOException e) {
      throw new LoadFailure(RunOutcome.internal("cannot read the artifact: " + e.getMessage()));
    }
  }

  private JobInput input(RunInput input) throws IOException {
    return switch (input) {
      case RunInput.Raw(Bytes params) -> JobInput.raw(params.toArray());
      case RunInput.Candidate(var data, var pov, var extension) ->
          new JobInput.CandidateParams(
              Payload.of(PersistedValidationData.CODEC.encodeToBytes(data).toArray()),
              Payload.of(blobs.read(pov)),
              POV_BOMB_LIMIT_BYTES,
              extension.map(SlotRunner::scheduling));
    };
  }

  private static JobInput.SchedulingExtension scheduling(RunInput.Extension extension) {
    return new JobInput.SchedulingExtension(
        Payload.of(extension.relayParent().toArray()),
        Payload.of(extension.schedulingParent().toArray()));
  }

  private void drop(Loaded process) {
    loaded = Optional.empty();
    process.worker.close();
  }

  @Override
  public void close() {
    closed = true;
    loaded.ifPresent(l -> l.worker.close());
  }
}
