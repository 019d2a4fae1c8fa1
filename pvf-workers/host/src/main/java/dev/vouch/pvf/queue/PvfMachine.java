package dev.vouch.pvf.queue;

import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.pvf.queue.ArtifactState.Failed;
import dev.vouch.pvf.queue.ArtifactState.Prepared;
import dev.vouch.pvf.queue.ArtifactState.Preparing;
import dev.vouch.pvf.queue.PvfEffect.NotRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The PVF host (validation 2.4 to 2.7): which artifact is prepared, what waits for it, and which
 * slot runs what. One event at a time; the same events give the same effects. Each request is
 * answered exactly once, by this machine or, after it was assigned, by the slot.
 */
public final class PvfMachine {
  private final PvfLimits limits;
  private final PrepareQueue prepares;
  private final ExecuteQueue executes;

  /** In order of first mention; at most {@link PvfLimits#maxArtifacts()} entries. */
  private final Map<ArtifactId, ArtifactState> table = new LinkedHashMap<>();

  /** Prechecks and parked executions; what waits for a slot is counted by the execute queue. */
  private int waiting;

  public PvfMachine(PvfLimits limits) {
    this.limits = limits;
    this.prepares = new PrepareQueue(limits.prepareSoftLimit(), limits.prepareHardLimit());
    this.executes = new ExecuteQueue(limits.keepWaitingMillis());
  }

  public void on(long nowMillis, PvfEvent event, Consumer<PvfEffect> out) {
    switch (event) {
      case PvfEvent.Restored(var id, var artifact, long lastNeeded) ->
          adopt(Math.min(lastNeeded, nowMillis), id, Optional.of(artifact));
      case PvfEvent.Precheck precheck -> precheck(nowMillis, precheck, out);
      case PvfEvent.Execute execute -> execute(nowMillis, execute, out);
      case PvfEvent.HeadsUp headsUp -> headsUp(nowMillis, headsUp, out);
      case PvfEvent.Cancelled(long request) -> cancelled(request);
      case PvfEvent.LeavesChanged change -> executes.leavesChanged(change, out);
      case PvfEvent.PrepareWorkerSpawned(long worker) -> prepares.spawned(worker, out);
      case PvfEvent.PrepareConcluded concluded -> concluded(nowMillis, concluded, out);
      case PvfEvent.PrepareNotBegun(long worker, var error) ->
          notBegun(nowMillis, worker, error, out);
      case PvfEvent.PrepareWorkerRip(long worker) -> prepares.rip(worker, out);
      case PvfEvent.SlotFree(String slot, var holds) ->
          executes.slotFree(slot, holds, nowMillis, out);
      case PvfEvent.JobEnded ended -> jobEnded(nowMillis, ended, out);
      case PvfEvent.SlotLost(String slot) -> executes.slotLost(slot, out);
      case PvfEvent.Pulse() -> prune(nowMillis, out);
    }
  }

  /** Validation PH-20. */
  private void precheck(long now, PvfEvent.Precheck event, Consumer<PvfEffect> out) {
    ArtifactId id = event.spec().artifact();
    adopt(now, id, event.onDisk());
    switch (table.get(id)) {
      case Prepared prepared -> {
        touch(now, id, prepared);
        answer(event.request(), new PrepareResult.Success(prepared.artifact()), out);
      }
      case Preparing preparing -> {
        if (hasRoom()) {
          preparing.prechecks().add(event.request());
          waiting++;
        } else {
          answer(event.request(), new PrepareResult.Failure(full()), out);
        }
      }
      case Failed failed -> answer(event.request(), new PrepareResult.Failure(failed.error()), out);
      case null -> {
        if (hasRoom() && makeRoomInTable()) {
          begin(event.spec(), PreparePriority.NORMAL, 0, out).prechecks().add(event.request());
          waiting++;
        } else {
          answer(event.request(), new PrepareResult.Failure(full()), out);
        }
      }
    }
  }

  /** Validation PH-21. */
  private void execute(long now, PvfEvent.Execute event, Consumer<PvfEffect> out) {
    ArtifactId id = event.spec().artifact();
    ExecuteJob job = new ExecuteJob(event.request(), event.spec(), event.kind());
    if (!hasRoom()) {
      notRun(job, new NotRun.Local(full().reason()), out);
      return;
    }
    adopt(now, id, event.onDisk());
    switch (table.get(id)) {
      case Prepared prepared when event.onDisk().equals(Optional.of(prepared.artifact())) -> {
        touch(now, id, prepared);
        executes.enqueue(job, prepared.artifact(), now, out);
      }
      case Prepared missing -> park(job, begin(event.spec(), event.priority(), 0, out));
      case Preparing preparing -> {
        park(job, preparing);
        if (event.priority() == PreparePriority.CRITICAL) {
          prepares.raise(id, out);
        }
      }
      case Failed failed when failed.mayRetry(now, limits) ->
          park(job, begin(event.spec(), event.priority(), failed.failures(), out));
      case Failed failed -> notRun(job, new NotRun.PreparationFailed(failed.error()), out);
      case null -> {
        if (makeRoomInTable()) {
          park(job, begin(event.spec(), event.priority(), 0, out));
        } else {
          notRun(job, new NotRun.Local(full().reason()), out);
        }
      }
    }
  }

  /** Validation PH-22. */
  private void headsUp(long now, PvfEvent.HeadsUp event, Consumer<PvfEffect> out) {
    ArtifactId id = event.spec().artifact();
    adopt(now, id, event.onDisk());
    switch (table.get(id)) {
      case Prepared prepared -> {
        touch(now, id, prepared);
        executes.preload(event.spec(), prepared.artifact(), out);
      }
      case Preparing preparing -> {}
      case Failed failed when failed.mayRetry(now, limits) ->
          begin(event.spec(), PreparePriority.NORMAL, failed.failures(), out);
      case Failed failed -> {}
      case null -> {
        if (makeRoomInTable()) {
          begin(event.spec(), PreparePriority.NORMAL, 0, out);
        }
      }
    }
  }

  /** Validation PH-24. */
  private void concluded(long now, PvfEvent.PrepareConcluded event, Consumer<PvfEffect> out) {
    Optional<PrepareSpec> spec = prepares.concluded(event.worker());
    Optional<ArtifactId> id = spec.map(PrepareSpec::artifact);
    if (id.isPresent() && table.get(id.get()) instanceof Preparing preparing) {
      waiting -= preparing.prechecks().size() + preparing.parked().size();
      preparing.prechecks().forEach(request -> answer(request, event.result(), out));
      switch (event.result()) {
        case PrepareResult.Success(var artifact, var stats) -> {
          table.put(id.get(), new Prepared(artifact, now));
          preparing.parked().forEach(job -> executes.enqueue(job, artifact, now, out));
          executes.preload(spec.get(), artifact, out);
        }
        case PrepareResult.Failure(var error) -> {
          table.put(id.get(), new Failed(error, now, preparing.failures() + 1));
          preparing.parked().forEach(job -> notRun(job, new NotRun.PreparationFailed(error), out));
        }
      }
    } else {
      out.accept(
          new PvfEffect.Warn(
              "prepare worker " + event.worker() + " ended a job that it was not given"));
    }
    prepares.recycle(event.worker(), event.rip(), out);
  }

  /** As a failure for who waits, and as if nothing had been tried for who comes next. */
  private void notBegun(long now, long worker, PrepareError error, Consumer<PvfEffect> out) {
    Optional<ArtifactId> id = prepares.jobOf(worker).map(PrepareSpec::artifact);
    Optional<Integer> before =
        id.map(table::get)
            .flatMap(
                state ->
                    state instanceof Preparing preparing
                        ? Optional.of(preparing.failures())
                        : Optional.empty());
    concluded(
        now, new PvfEvent.PrepareConcluded(worker, true, new PrepareResult.Failure(error)), out);
    if (before.isEmpty()) {
      return;
    }
    if (before.get() == 0) {
      table.remove(id.get());
    } else {
      table.put(id.get(), new Failed(error, now - limits.failureCooldownMillis(), before.get()));
    }
  }

  private void cancelled(long request) {
    executes.cancelled(request);
    for (ArtifactState state : table.values()) {
      if (state instanceof Preparing preparing
          && (preparing.prechecks().remove(request)
              || preparing.parked().removeIf(job -> job.request() == request))) {
        waiting--;
        return;
      }
    }
  }

  private void jobEnded(long now, PvfEvent.JobEnded event, Consumer<PvfEffect> out) {
    Optional<ExecuteJob> job = executes.runningOn(event.slot());
    if (!executes.jobEnded(event.slot(), event.request())) {
      out.accept(
          new PvfEffect.Warn(
              "slot " + event.slot() + " ended a job that it was not given; ignored"));
      return;
    }
    if (event.badArtifact().isPresent()) {
      remove(job.orElseThrow().artifact(), event.badArtifact().get(), out);
    }
    executes.useEarlyCredit(event.slot(), now, out);
  }

  /** Validation PH-35, with its mend: only the prepared artifact that the failing job used goes. */
  private void remove(ArtifactId id, StoredArtifact bad, Consumer<PvfEffect> out) {
    if (table.get(id) instanceof Prepared(var artifact, long last) && artifact.equals(bad)) {
      table.remove(id);
      executes.forget(bad);
      out.accept(new PvfEffect.DeleteArtifact(id, bad));
    }
  }

  /** Validation PH-34. */
  private void prune(long now, Consumer<PvfEffect> out) {
    record Entry(ArtifactId id, Prepared state) {}
    List<Entry> prepared = new ArrayList<>();
    long total = 0;
    for (var entry : table.entrySet()) {
      if (entry.getValue() instanceof Prepared state) {
        prepared.add(new Entry(entry.getKey(), state));
        total += state.artifact().sizeBytes();
      }
    }
    prepared.sort(Comparator.comparingLong(entry -> entry.state().lastNeededMillis()));
    for (Entry oldest : prepared) {
      long unused = now - oldest.state().lastNeededMillis();
      if (total <= limits.cacheLimitBytes() || unused < limits.minimumStaleMillis()) {
        return;
      }
      if (executes.uses(oldest.state().artifact())) {
        continue;
      }
      table.remove(oldest.id());
      executes.forget(oldest.state().artifact());
      total -= oldest.state().artifact().sizeBytes();
      out.accept(new PvfEffect.DeleteArtifact(oldest.id(), oldest.state().artifact()));
    }
  }

  /**
   * An artifact of an earlier run, or of another host with the same directory, is as good as one of
   * ours.
   */
  private void adopt(long now, ArtifactId id, Optional<StoredArtifact> onDisk) {
    if (onDisk.isEmpty()) {
      return;
    }
    ArtifactState state = table.get(id);
    boolean replaceable =
        switch (state) {
          case Preparing preparing -> false;
          case Prepared prepared -> !prepared.artifact().equals(onDisk.get());
          case Failed failed -> true;
          case null -> makeRoomInTable();
        };
    if (replaceable) {
      table.put(id, new Prepared(onDisk.get(), now));
    }
  }

  private Preparing begin(
      PrepareSpec spec, PreparePriority priority, int failures, Consumer<PvfEffect> out) {
    Preparing preparing = new Preparing(new ArrayList<>(), new ArrayList<>(), failures);
    table.put(spec.artifact(), preparing);
    prepares.enqueue(spec, priority, out);
    return preparing;
  }

  private void park(ExecuteJob job, Preparing preparing) {
    preparing.parked().add(job);
    waiting++;
  }

  private void touch(long now, ArtifactId id, Prepared prepared) {
    table.put(id, new Prepared(prepared.artifact(), now));
  }

  private boolean hasRoom() {
    return waiting + executes.waiting() < limits.maxWaiting();
  }

  /** A full table gives up what was failed first, never what is prepared or in work. */
  private boolean makeRoomInTable() {
    if (table.size() < limits.maxArtifacts()) {
      return true;
    }
    Optional<ArtifactId> oldestFailure =
        table.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Failed)
            .map(Map.Entry::getKey)
            .findFirst();
    oldestFailure.ifPresent(table::remove);
    return oldestFailure.isPresent();
  }

  private PrepareError full() {
    return new PrepareError(
        PrepareErrorKind.IO_ERR,
        "the PVF host is full (%d requests wait, %d artifacts known)"
            .formatted(waiting + executes.waiting(), table.size()));
  }

  private static void answer(long request, PrepareResult result, Consumer<PvfEffect> out) {
    out.accept(new PvfEffect.AnswerPrecheck(request, result));
  }

  private static void notRun(ExecuteJob job, NotRun reason, Consumer<PvfEffect> out) {
    out.accept(new PvfEffect.AnswerExecute(job.request(), reason));
  }
}
