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
import dev.vouch.pvf.supervisor.GuestCaches;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
  private final GuestCaches caches;
  private final WarmUps warmUps;
  private volatile Optional<ArtifactProcess> loaded = Optional.empty();

  /** The process whose warm-up may be cut short. */
  private volatile Optional<ArtifactProcess> warming = Optional.empty();

  private volatile boolean hurried;
  private volatile boolean closed;

  SlotRunner(
      PvfHostConfig config,
      ArtifactStore store,
      Blobs blobs,
      Spares spares,
      GuestCaches caches,
      WarmUps warmUps) {
    this.config = config;
    this.store = store;
    this.blobs = blobs;
    this.spares = spares;
    this.caches = caches;
    this.warmUps = warmUps;
  }

  /** The artifact of the living process. */
  Optional<ArtifactId> holds() {
    return loaded.filter(ArtifactProcess::isAlive).map(l -> l.key().id());
  }

  /** Undeployed, as all are before their host: what ends now is no news. */
  boolean isClosed() {
    return closed;
  }

  boolean warm() {
    return loaded.filter(l -> l.isAlive() && !l.cold()).isPresent();
  }

  /** A preload is about to begin that may be hurried. */
  void beginPreload() {
    hurried = false;
  }

  /** A real job waits: a warm-up that goes on is cut off, and none begins. */
  void hurry() {
    hurried = true;
    warming.ifPresent(ArtifactProcess::end);
  }

  /**
   * Loads ahead of need and warms up, both outside the limits of any job (validation JV-20); a
   * failure shows when the artifact is really needed.
   */
  void preload(ArtifactId id, StoredArtifact artifact, ExecutorParams params)
      throws InterruptedException {
    try {
      ArtifactProcess process =
          ready(new ArtifactProcess.Key(id, artifact, EngineMode.COMPILED, config.jit()), true);
      if (config.warmUp() && process.cold()) {
        warmUp(process, params);
      }
    } catch (LoadFailure e) {
      if (closed) {
        return;
      }
      LOG.warn("cannot load {} ahead of need: {}", id.codeHash().shortHex(), e.getMessage());
    }
  }

  RunOutcome run(SlotJob job) throws InterruptedException {
    RunRequest request = job.request();
    ArtifactProcess.Key key =
        new ArtifactProcess.Key(job.id(), job.artifact(), request.engine(), request.jit());
    try {
      JobInput input = input(request.input());
      Attempt attempt = attempt(ready(key, !request.fresh()), request, input);
      if (attempt.diedIdle() && !closed) {
        // Killed from outside while it was idle: nobody has seen this job yet.
        drop(attempt.process());
        attempt = attempt(ready(key, !request.fresh()), request, input);
      }
      return settle(attempt, request, input);
    } catch (LoadFailure e) {
      return e.outcome;
    } catch (IOException e) {
      return RunOutcome.internal("cannot read the PoV: " + e.getMessage());
    }
  }

  /** One run in a process; {@code cold} and {@code grace} as {@link Verdicts#of} takes them. */
  private record Attempt(ArtifactProcess process, WorkerReply reply, boolean cold, boolean grace) {
    boolean diedIdle() {
      return reply instanceof WorkerReply.Died(var death, boolean started) && !started;
    }
  }

  /**
   * A cold run may take several times its limit. If it comes to an end late, the process is warm,
   * and a second run there decides; if it does not, no warm-up would have helped it.
   */
  private Attempt attempt(ArtifactProcess process, RunRequest request, JobInput input)
      throws InterruptedException {
    Duration limit = Duration.ofMillis(request.cpuLimitMillis());
    ExecutorParams params = request.prep().executorParams();
    boolean cold = process.cold();
    boolean grace = cold && config.abstainWhenCold() && config.coldFactor() > 1;
    WorkerReply reply =
        process.execute(params, input, grace ? limit.multipliedBy(config.coldFactor()) : limit);
    return grace && endedLate(reply, limit)
        ? new Attempt(process, process.execute(params, input, limit), false, false)
        : new Attempt(process, reply, cold, grace);
  }

  private RunOutcome settle(Attempt attempt, RunRequest request, JobInput input) {
    ArtifactProcess process = attempt.process();
    RunOutcome outcome =
        Verdicts.of(attempt.reply(), attempt.cold(), config.abstainWhenCold(), attempt.grace());
    boolean clean = outcome instanceof RunOutcome.Returned;
    if (clean) {
      process.ranWell();
      warmUps.ranWell(process.key().id(), input);
    }
    if (!clean || request.fresh() || !process.mayTakeMore(config.jobsPerWorker())) {
      drop(process);
    }
    return outcome;
  }

  private static boolean endedLate(WorkerReply reply, Duration limit) {
    return reply instanceof WorkerReply.Answered(Frame.ExecuteDone done, long cpu, long wall)
        && cpu > limit.toNanos();
  }

  /** A living process with that artifact; a fresh one always if {@code reuse} is false. */
  private ArtifactProcess ready(ArtifactProcess.Key key, boolean reuse)
      throws LoadFailure, InterruptedException {
    Optional<ArtifactProcess> current = loaded;
    if (current.isPresent()) {
      if (reuse && current.get().key().equals(key) && current.get().isAlive()) {
        return current.get();
      }
      drop(current.get());
    }
    return load(key);
  }

  private ArtifactProcess load(ArtifactProcess.Key key) throws LoadFailure, InterruptedException {
    byte[] artifact = bytesOf(key.artifact());
    ArtifactProcess fresh = fresh(key);
    WorkerReply reply = fresh.load(artifact);
    if (reply instanceof WorkerReply.Died && !closed) {
      // Perhaps a spare that had just been killed while it stood by: once more, with another one.
      drop(fresh);
      fresh = fresh(key);
      reply = fresh.load(artifact);
    }
    Optional<RunOutcome.Failed> failure = Verdicts.ofLoading(reply);
    if (failure.isPresent()) {
      drop(fresh);
      throw new LoadFailure(failure.get());
    }
    return fresh;
  }

  private ArtifactProcess fresh(ArtifactProcess.Key key) throws LoadFailure, InterruptedException {
    ArtifactProcess fresh = new ArtifactProcess(worker(key), key);
    loaded = Optional.of(fresh);
    if (closed) {
      drop(fresh);
      throw new LoadFailure(RunOutcome.internal("the slot is closing"));
    }
    return fresh;
  }

  /**
   * Runs the block that this artifact ran last, or nothing of use if there is none, which leaves it
   * cold. Where the guest does not come to an end in time, a new process takes its place.
   */
  private void warmUp(ArtifactProcess process, ExecutorParams params)
      throws LoadFailure, InterruptedException {
    warming = Optional.of(process);
    try {
      if (hurried) {
        return;
      }
      WorkerReply reply =
          process.execute(
              params, warmUps.inputFor(process.key().id()), PvfHostConfig.WARM_UP_CPU_LIMIT);
      if (reply instanceof WorkerReply.Answered(Frame.ExecuteDone done, long cpu, long wall)) {
        process.ranWell();
      } else if (!trapped(reply)) {
        drop(process);
      }
    } finally {
      warming = Optional.empty();
    }
    if (loaded.isEmpty() && !hurried) {
      load(process.key());
    }
  }

  /** As a warm-up on empty parameters does. */
  private static boolean trapped(WorkerReply reply) {
    return reply instanceof WorkerReply.Answered(Frame.ExecuteFailed failed, long cpu, long wall)
        && failed.kind() == ExecuteErrorKind.INVALID_CANDIDATE;
  }

  private WorkerProcess worker(ArtifactProcess.Key key) throws LoadFailure, InterruptedException {
    StoredArtifact artifact = key.artifact();
    WorkerKind kind = key.jit() == Jit.C1 ? WorkerKind.EXECUTE_C1 : WorkerKind.EXECUTE_TIERED;
    try {
      // The interpreter has no use for compiled classes.
      if (key.engine() == EngineMode.INTERPRETER) {
        return spares.take(kind, Optional.empty());
      }
      caches.want(artifact.digest(), () -> store.load(artifact));
      return spares.take(kind, caches.find(artifact.digest()));
    } catch (IOException e) {
      throw new LoadFailure(RunOutcome.internal(String.valueOf(e.getMessage())));
    }
  }

  private byte[] bytesOf(StoredArtifact artifact) throws LoadFailure {
    try {
      byte[] bytes = store.load(artifact);
      store.used(artifact);
      return bytes;
    } catch (CorruptedArtifactException e) {
      throw new LoadFailure(
          new RunOutcome.Failed(
              ExecuteErrorKind.CORRUPTED_ARTIFACT, String.valueOf(e.getMessage()), 0, 0, true));
    } catch (NoSuchFileException e) {
      throw new LoadFailure(
          RunOutcome.internal(
              "the artifact was deleted meanwhile, and is prepared anew when it is needed next: "
                  + e.getMessage()));
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

  private void drop(ArtifactProcess process) {
    loaded = Optional.empty();
    process.end();
  }

  @Override
  public void close() {
    closed = true;
    loaded.ifPresent(ArtifactProcess::close);
  }
}
