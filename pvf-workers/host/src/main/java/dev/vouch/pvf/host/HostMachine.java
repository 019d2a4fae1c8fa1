package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PrepareSpec;
import dev.vouch.pvf.queue.PvfEffect;
import dev.vouch.pvf.queue.PvfEffect.NotRun;
import dev.vouch.pvf.queue.PvfEvent;
import dev.vouch.pvf.queue.PvfMachine;
import dev.vouch.pvf.queue.StoredArtifact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pure machine, the loop that feeds it, and what its effects do: who asked is answered, slots
 * get their jobs, preparations are started. Thread-safe.
 */
final class HostMachine {
  private static final Logger LOG = LoggerFactory.getLogger(HostMachine.class);

  /** Validation PH-34. */
  private static final Duration PULSE = Duration.ofHours(1);

  private final int coldFactor;
  private final PvfHostMeters meters;
  private final HostSlots slots;
  private final KeptArtifacts artifacts;
  private final PrepareRunner preparer;
  private final PvfMachine machine;
  private final HostLoop loop = new HostLoop();

  /** Owned by the loop thread, as is what follows. */
  private final OpenRequests open = new OpenRequests();

  private final UndecidedLog undecided;
  private long nextPrepareWorker;

  private volatile boolean ending;

  HostMachine(
      PvfHostConfig config,
      PvfHostMeters meters,
      HostSlots slots,
      KeptArtifacts artifacts,
      PrepareRunner preparer) {
    this.coldFactor = config.coldFactor();
    this.meters = meters;
    this.slots = slots;
    this.artifacts = artifacts;
    this.preparer = preparer;
    this.machine = new PvfMachine(config.limits());
    this.undecided = new UndecidedLog(meters, () -> ending || slots.anyClosed());
  }

  /** From now on it forgets what was not used for long. */
  void startPulse() {
    loop.repeat(PULSE, () -> feed(new PvfEvent.Pulse()));
  }

  void post(PvfEvent event) {
    loop.post(() -> feed(event));
  }

  /** Validation PH-20. */
  CompletableFuture<PrepareOutcome> prepare(PrepareSpec spec) {
    CompletableFuture<PrepareOutcome> future = new CompletableFuture<>();
    loop.postOrFail(
        future,
        () -> {
          long request = open.addPrecheck(spec.artifact(), future);
          watchCancellation(future, request);
          feed(new PvfEvent.Precheck(request, spec, artifacts.find(spec.artifact())));
        });
    return future;
  }

  /** Validation PH-21. */
  CompletableFuture<RunOutcome> execute(RunRequest run) {
    CompletableFuture<RunOutcome> future = new CompletableFuture<>();
    PrepareSpec spec = PrepareSpec.of(run.prep());
    loop.postOrFail(
        future,
        () -> {
          long request = open.addExecution(run, spec.artifact(), future);
          meters.executeEnqueued(run);
          watchCancellation(future, request);
          Optional<StoredArtifact> onDisk = artifacts.find(spec.artifact());
          feed(new PvfEvent.Execute(request, spec, run.preparePriority(), run.kind(), onDisk));
        });
    return future;
  }

  /** Validation PH-22. */
  void headsUp(PrepareSpec spec) {
    loop.post(() -> feed(new PvfEvent.HeadsUp(spec, artifacts.find(spec.artifact()))));
  }

  void slotFree(String name, Optional<ArtifactId> holds) {
    post(new PvfEvent.SlotFree(name, holds));
  }

  /** Before the slots and workers end: what they leave undecided is nobody's fault. */
  void beginEnd() {
    ending = true;
    loop.stopRepeating();
  }

  /** After the slots and workers have ended: who still waits is told so. */
  void end() {
    loop.end(open::failAll);
  }

  /**
   * A requester that gives up is noticed (validation PH-55), by itself or because the host closes.
   */
  private void watchCancellation(CompletableFuture<?> future, long request) {
    future.exceptionally(
        error -> {
          loop.post(() -> cancelled(request));
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
          slots
              .link(slot)
              .ifPresent(
                  link -> link.preload(spec.artifact(), artifact, spec.data().executorParams()));
      case PvfEffect.Hurry(String slot) -> slots.link(slot).ifPresent(SlotLink::hurry);
      // Our prepare workers live for one job: the process is started with it.
      case PvfEffect.SpawnPrepareWorker() ->
          post(new PvfEvent.PrepareWorkerSpawned(nextPrepareWorker++));
      case PvfEffect.StartPrepare(long worker, var spec) -> startPrepare(worker, spec);
      case PvfEffect.KillPrepareWorker(long worker) -> {}
      case PvfEffect.DeleteArtifact(var id, var artifact) ->
          artifacts.delete(artifact, event instanceof PvfEvent.Pulse);
      case PvfEffect.Warn(String text) -> LOG.warn("{}", text);
    }
  }

  private void assign(PvfEffect.Assign assign) {
    Optional<OpenRequests.Execution> execution = open.execution(assign.request());
    Optional<SlotLink> link = slots.link(assign.slot());
    if (execution.isEmpty() || link.isEmpty()) {
      jobEnded(assign, RunOutcome.internal("slot " + assign.slot() + " is gone"));
      link.ifPresent(l -> slotFree(assign.slot(), Optional.empty()));
      return;
    }
    RunRequest request = execution.get().request();
    meters.queued(Duration.ofMillis(assign.queuedMillis()), request.kind());
    SlotJob job = new SlotJob(execution.get().id(), assign.artifact(), request, coldFactor);
    link.get().run(job, outcome -> loop.post(() -> jobEnded(assign, outcome)));
  }

  private void jobEnded(PvfEffect.Assign assign, RunOutcome outcome) {
    meters.executed(outcome);
    feed(new PvfEvent.JobEnded(assign.slot(), assign.request(), bad(assign.artifact(), outcome)));
    answer(assign.request(), outcome);
  }

  /** The first answer is the one: a slot that went away may still tell how its job ended. */
  private void answer(long request, RunOutcome outcome) {
    if (open.execution(request).isPresent()) {
      undecided.note(outcome);
      open.answer(request, outcome);
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
              post(event(worker, ended));
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
}
