package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.artifacts.ArtifactEnvironment;
import dev.vouch.pvf.artifacts.ArtifactStore;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PrepareSpec;
import dev.vouch.pvf.queue.PvfEffect;
import dev.vouch.pvf.queue.PvfEffect.NotRun;
import dev.vouch.pvf.queue.PvfEvent;
import dev.vouch.pvf.queue.PvfMachine;
import dev.vouch.pvf.queue.StoredArtifact;
import dev.vouch.pvf.supervisor.FastStart;
import dev.vouch.pvf.supervisor.GuestCaches;
import dev.vouch.pvf.supervisor.SandboxStatus;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PVF host for callers without a bus, and what the verticles stand on: the pure machine, one
 * thread that feeds it, and the work that it asks for. Thread-safe. Futures complete on threads of
 * the host: do not block in what you hang on them.
 */
public final class PvfHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PvfHost.class);

  /** Validation PH-34. */
  private static final Duration PULSE = Duration.ofHours(1);

  private final PvfHostConfig config;
  private final Blobs blobs;
  private final PvfHostMeters meters;
  private final WarmUps warmUps = new WarmUps();
  private final List<SlotRunner> runners = new CopyOnWriteArrayList<>();
  private final ArtifactStore store;
  private final Supervisor supervisor;
  private final FastStart fastStart;
  private final GuestCaches caches;
  private final Spares spares;
  private final PrepareRunner preparer;
  private final List<LocalSlot> localSlots = new ArrayList<>();
  private final Map<String, SlotLink> slots = new ConcurrentHashMap<>();
  private final PvfMachine machine;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("vouch-pvf-host").factory());

  /** Owned by the loop thread. */
  private final OpenRequests open = new OpenRequests();

  /** Causes that were told in the log; of the loop thread, as many as there are kinds. */
  private final Set<String> toldCauses = new HashSet<>();

  private volatile boolean closing;
  private Optional<ScheduledFuture<?>> pulse = Optional.empty();
  private long nextPrepareWorker;

  private PvfHost(
      PvfHostConfig config, Blobs blobs, PvfHostMeters meters, WorkerJars jars, int ownSlots)
      throws IOException {
    this.config = config;
    this.blobs = blobs;
    this.meters = meters;
    this.machine = new PvfMachine(config.limits());
    SupervisorSettings settings =
        SupervisorSettings.defaults(jars)
            .withSandboxRequired(config.sandboxRequired())
            .withWarmUp(config.warmUp())
            .withLevers(config.levers());
    if (!config.levers().off().isEmpty()) {
      LOG.info(
          "PVFs run slower than they could: pvf.levers.off is {}",
          String.join(", ", config.levers().off()));
    }
    this.store =
        ArtifactStore.open(
            config.artifactDirectory(),
            ArtifactEnvironment.of(jars.digest(), Runtime.version().toString(), config.levers()));
    this.supervisor = new Supervisor(settings, meters);
    this.fastStart =
        FastStart.begin(
            supervisor,
            store.directory(),
            config.makeAotCache() ? Optional.of(FastStart.DELAY) : Optional.empty());
    WorkerKind kind = config.jit() == Jit.C1 ? WorkerKind.EXECUTE_C1 : WorkerKind.EXECUTE_TIERED;
    this.caches =
        new GuestCaches(
            supervisor,
            store.directory(),
            config.artifactCaches(),
            config.makeAotCache() ? Optional.of(FastStart.DELAY) : Optional.empty());
    this.spares = new Spares(supervisor, kind, config.spares(), caches);
    this.preparer = new PrepareRunner(store, blobs, supervisor, config.levers());
    for (int i = 0; i < ownSlots; i++) {
      String name = "slot-" + i;
      localSlots.add(new LocalSlot(name, newRunner(), holds -> slotFree(name, holds)));
      slots.put(name, localSlots.get(i));
    }
  }

  /** Opens the directory, unpacks the worker and starts spares and slots. Blocks on files only. */
  public static PvfHost start(PvfHostConfig config, Blobs blobs, PvfHostMeters meters)
      throws IOException {
    return start(config, blobs, meters, config.slots());
  }

  /** The same for slots that announce themselves later, with {@link #addSlot}. */
  static PvfHost startWithoutSlots(PvfHostConfig config, Blobs blobs, PvfHostMeters meters)
      throws IOException {
    return start(config, blobs, meters, 0);
  }

  private static PvfHost start(
      PvfHostConfig config, Blobs blobs, PvfHostMeters meters, int ownSlots) throws IOException {
    WorkerJars jars = WorkerJars.unpack(config.artifactDirectory().toAbsolutePath());
    PvfHost host = new PvfHost(config, blobs, meters, jars, ownSlots);
    try {
      host.begin();
      return host;
    } catch (IOException | RuntimeException e) {
      host.close();
      throw e;
    }
  }

  /** For one more slot of this host; it is closed with the host. */
  SlotRunner newRunner() {
    SlotRunner runner = new SlotRunner(config, store, blobs, spares, caches, warmUps);
    runners.add(runner);
    return runner;
  }

  private void begin() throws IOException {
    if (config.sandboxRequired()) {
      selfCheck();
    }
    Set<Hash> known = new HashSet<>();
    for (var entry : store.list().entrySet()) {
      StoredArtifact artifact = entry.getValue();
      known.add(artifact.digest());
      caches.restore(artifact.digest(), () -> store.load(artifact));
      long lastUsed = store.lastUsedMillis(artifact);
      post(() -> feed(new PvfEvent.Restored(entry.getKey(), artifact, lastUsed)));
    }
    caches.sweep(known);
    spares.refill();
    localSlots.forEach(LocalSlot::start);
    pulse =
        Optional.of(
            loop.scheduleAtFixedRate(
                () -> guarded(() -> feed(new PvfEvent.Pulse())),
                PULSE.toMillis(),
                PULSE.toMillis(),
                TimeUnit.MILLISECONDS));
  }

  /** Before anything else: a host whose sandbox is required does not start without. */
  private void selfCheck() throws IOException {
    try {
      supervisor.selfCheck();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the sandbox was checked", e);
    }
  }

  /** Prepares, unless it is done already, and tells the outcome (validation PH-20). */
  public CompletableFuture<PrepareOutcome> prepare(PvfPrepData data) {
    CompletableFuture<PrepareOutcome> future = new CompletableFuture<>();
    PrepareSpec spec = PrepareSpec.of(data);
    postOrFail(
        future,
        () -> {
          long request = open.addPrecheck(spec.artifact(), future);
          watchCancellation(future, request);
          feed(new PvfEvent.Precheck(request, spec, onDisk(spec.artifact())));
        });
    return future;
  }

  /** Runs a PVF, preparing it first if need be (validation PH-21). Cancel the future to give up. */
  public CompletableFuture<RunOutcome> execute(RunRequest run) {
    CompletableFuture<RunOutcome> future = new CompletableFuture<>();
    PrepareSpec spec = PrepareSpec.of(run.prep());
    postOrFail(
        future,
        () -> {
          long request = open.addExecution(run, spec.artifact(), future);
          meters.executeEnqueued(run);
          watchCancellation(future, request);
          feed(
              new PvfEvent.Execute(
                  request, spec, run.preparePriority(), run.kind(), onDisk(spec.artifact())));
        });
    return future;
  }

  /** Prepares ahead of need, and warms an empty slot up (validation PH-22). */
  public void headsUp(PvfPrepData data) {
    PrepareSpec spec = PrepareSpec.of(data);
    post(() -> feed(new PvfEvent.HeadsUp(spec, onDisk(spec.artifact()))));
  }

  /** Validation PH-50. */
  public void leavesChanged(PvfEvent.LeavesChanged change) {
    post(() -> feed(change));
  }

  /** Adds a slot that announces itself by {@link #slotFree}. */
  public void addSlot(String name, SlotLink link) {
    slots.put(name, link);
  }

  /** A slot asks for one job. */
  public void slotFree(String name, Optional<ArtifactId> holds) {
    post(() -> feed(new PvfEvent.SlotFree(name, holds)));
  }

  /** A slot has gone; what it ran could not be decided. */
  public void slotLost(String name) {
    slots.remove(name);
    post(() -> feed(new PvfEvent.SlotLost(name)));
  }

  /** Artifacts of which a process of this host has run a whole block: their next run is warm. */
  public List<ArtifactId> warmArtifacts() {
    return held(SlotRunner::warm);
  }

  /** Artifacts that a process of this host has loaded, warm or cold. */
  public List<ArtifactId> heldArtifacts() {
    return held(runner -> true);
  }

  private List<ArtifactId> held(Predicate<SlotRunner> which) {
    return runners.stream()
        .filter(which)
        .flatMap(runner -> runner.holds().stream())
        .distinct()
        .toList();
  }

  /** Processes that live now, spares included. */
  public List<Long> workerPids() {
    return supervisor.pids();
  }

  /** Versions and sandbox as the latest worker told them. */
  public Optional<Frame.Hello> workerHello() {
    return supervisor.lastHello();
  }

  /** The sandbox of workers as the latest one found it; no layers before the first has started. */
  public SandboxStatus sandbox() {
    return supervisor.sandbox();
  }

  @Override
  public void close() {
    closing = true;
    pulse.ifPresent(timer -> timer.cancel(false));
    runners.forEach(SlotRunner::close);
    spares.close();
    fastStart.close();
    caches.close();
    supervisor.close();
    try {
      loop.execute(open::failAll);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed before", e);
    }
    loop.shutdown();
    try {
      store.close();
    } catch (IOException e) {
      LOG.warn("closing the artifact directory: {}", e.toString());
    }
  }

  /**
   * A requester that gives up is noticed (validation PH-55), by itself or because the host closes.
   */
  private void watchCancellation(CompletableFuture<?> future, long request) {
    future.exceptionally(
        error -> {
          post(() -> cancelled(request));
          return null;
        });
  }

  private void cancelled(long request) {
    open.forget(request);
    feed(new PvfEvent.Cancelled(request));
  }

  private void feed(PvfEvent event) {
    List<PvfEffect> effects = new ArrayList<>();
    machine.on(System.currentTimeMillis(), event, effects::add);
    effects.forEach(effect -> apply(effect, event));
  }

  private void apply(PvfEffect effect, PvfEvent event) {
    switch (effect) {
      case PvfEffect.AnswerPrecheck(long request, var result) -> open.answer(request, result);
      case PvfEffect.AnswerExecute(long request, var reason) -> answer(request, notRun(reason));
      case PvfEffect.Assign assign -> assign(assign);
      case PvfEffect.Preload(String slot, var spec, var artifact) ->
          link(slot)
              .ifPresent(
                  link -> link.preload(spec.artifact(), artifact, spec.data().executorParams()));
      case PvfEffect.Hurry(String slot) -> link(slot).ifPresent(SlotLink::hurry);
      // Our prepare workers live for one job: the process is started with it.
      case PvfEffect.SpawnPrepareWorker() -> {
        long worker = nextPrepareWorker++;
        post(() -> feed(new PvfEvent.PrepareWorkerSpawned(worker)));
      }
      case PvfEffect.StartPrepare(long worker, var spec) -> startPrepare(worker, spec);
      case PvfEffect.KillPrepareWorker(long worker) -> {}
      case PvfEffect.DeleteArtifact(var id, var artifact) ->
          delete(artifact, event instanceof PvfEvent.Pulse);
      case PvfEffect.Warn(String text) -> LOG.warn("{}", text);
    }
  }

  private void assign(PvfEffect.Assign assign) {
    Optional<OpenRequests.Execution> execution = open.execution(assign.request());
    Optional<SlotLink> link = link(assign.slot());
    if (execution.isEmpty() || link.isEmpty()) {
      jobEnded(assign, RunOutcome.internal("slot " + assign.slot() + " is gone"));
      link.ifPresent(l -> slotFree(assign.slot(), Optional.empty()));
      return;
    }
    RunRequest request = execution.get().request();
    meters.queued(Duration.ofMillis(assign.queuedMillis()), request.kind());
    SlotJob job =
        new SlotJob(execution.get().id(), assign.artifact(), request, config.coldFactor());
    link.get().run(job, outcome -> post(() -> jobEnded(assign, outcome)));
  }

  private void jobEnded(PvfEffect.Assign assign, RunOutcome outcome) {
    meters.executed(outcome);
    feed(new PvfEvent.JobEnded(assign.slot(), assign.request(), bad(assign.artifact(), outcome)));
    answer(assign.request(), outcome);
  }

  /** What is no verdict is counted by cause, and told in the log the first time. */
  private void answer(long request, RunOutcome outcome) {
    Undecided.of(outcome).ifPresent(this::tell);
    open.answer(request, outcome);
  }

  private void tell(Undecided undecided) {
    meters.undecided(undecided.cause());
    boolean ending = closing || runners.stream().anyMatch(SlotRunner::isClosed);
    if (!ending && !undecided.remedy().isEmpty() && toldCauses.add(undecided.cause())) {
      LOG.warn(
          "could not decide on a candidate ({}): {}; remedy: {}; the next of this kind are counted"
              + " in vouch.pvf.execute.undecided only",
          undecided.cause(),
          undecided.reason(),
          undecided.remedy());
    }
  }

  /** Validation PH-57: such an artifact is removed before the requester learns of it. */
  private static Optional<StoredArtifact> bad(StoredArtifact artifact, RunOutcome outcome) {
    boolean bad =
        outcome instanceof RunOutcome.Failed failed
            && (failed.kind() == ExecuteErrorKind.RUNTIME_CONSTRUCTION
                || failed.kind() == ExecuteErrorKind.CORRUPTED_ARTIFACT);
    return bad ? Optional.of(artifact) : Optional.empty();
  }

  private void startPrepare(long worker, PrepareSpec spec) {
    meters.prepareStarted();
    Thread.ofVirtual()
        .name("vouch-pvf-prepare-" + worker)
        .start(
            () -> {
              PrepareRunner.Ended ended = preparer.run(spec);
              meters.prepared(ended.result());
              post(() -> feed(event(worker, ended)));
            });
  }

  private static PvfEvent event(long worker, PrepareRunner.Ended ended) {
    return !ended.begun() && ended.result() instanceof PrepareResult.Failure(var error)
        ? new PvfEvent.PrepareNotBegun(worker, error)
        : new PvfEvent.PrepareConcluded(worker, true, ended.result());
  }

  private static RunOutcome notRun(NotRun reason) {
    return switch (reason) {
      case NotRun.PreparationFailed(var error) -> new RunOutcome.NotPrepared(error);
      case NotRun.Stale() -> new RunOutcome.Stale();
      case NotRun.Local(String text) -> RunOutcome.internal(text);
    };
  }

  private Optional<StoredArtifact> onDisk(ArtifactId id) {
    try {
      return store.find(id);
    } catch (IOException e) {
      LOG.warn("cannot look into the artifact directory: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * @param unlessUsed another host with this directory may need what ours does not
   */
  private void delete(StoredArtifact artifact, boolean unlessUsed) {
    try {
      if (unlessUsed && usedLately(artifact)) {
        return;
      }
      store.delete(artifact);
      caches.forget(artifact.digest());
    } catch (IOException e) {
      LOG.warn("cannot delete artifact {}: {}", artifact.fileName(), e.toString());
    }
  }

  private boolean usedLately(StoredArtifact artifact) throws IOException {
    try {
      return System.currentTimeMillis() - store.lastUsedMillis(artifact)
          < config.limits().minimumStaleMillis();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Optional<SlotLink> link(String slot) {
    return Optional.ofNullable(slots.get(slot));
  }

  private void post(Runnable task) {
    try {
      loop.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("the host is closed", e);
    }
  }

  private void postOrFail(CompletableFuture<?> future, Runnable task) {
    try {
      loop.execute(() -> orFail(future, task));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(new IllegalStateException("the PVF host is closed", e));
    }
  }

  private void orFail(CompletableFuture<?> future, Runnable task) {
    if (open.isClosed()) {
      future.completeExceptionally(new IllegalStateException("the PVF host is closed"));
      return;
    }
    try {
      task.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a defect in the PVF host", e);
      future.completeExceptionally(e);
    }
  }

  /** A defect is told and the next event handled: a loop that has ended would answer nobody. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a defect in the PVF host", e);
    }
  }
}
