package dev.vouch.pvf.queue;

import dev.vouch.pvf.queue.PvfEffect.NotRun;
import dev.vouch.pvf.queue.Unscheduled.Waiting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The execute queue (validation 2.7): slots announce one credit each and get the job whose turn it
 * is. A slot that holds an artifact is preferred for that artifact, an empty one for anything else,
 * and a slot that holds another artifact is taken only when no other is free (the mend of PH-53).
 */
final class ExecuteQueue {
  private record Pick(Waiting waiting, String slot) {}

  private record Running(ExecuteJob job, StoredArtifact artifact) {}

  private final long keepWaitingMillis;
  private final Unscheduled unscheduled = new Unscheduled();
  private final ActiveLeaves leaves = new ActiveLeaves();

  /**
   * Slots with a credit, the longest idle first, with the artifact that each holds. Bounded by the
   * slots there are.
   */
  private final Map<String, Optional<ArtifactId>> idle = new LinkedHashMap<>();

  private final Map<String, Running> running = new LinkedHashMap<>();

  /** Credits of slots whose last job has not been heard to end. */
  private final Map<String, Optional<ArtifactId>> early = new LinkedHashMap<>();

  /** Slots that load ahead of need; free again when they say so. */
  private final Map<String, ArtifactId> loading = new LinkedHashMap<>();

  /** Those of them that were told that a job waits. */
  private final Set<String> hurried = new HashSet<>();

  /** What each slot ran last: if its process is lost, a new one is made ready for the same. */
  private final Map<String, Running> latest = new HashMap<>();

  /** Slots whose living process has run the artifact that it holds. */
  private final Map<String, ArtifactId> served = new HashMap<>();

  /** The artifact of each request that waits, to be handed to the slot; keyed access only. */
  private final Map<Long, StoredArtifact> artifacts = new HashMap<>();

  ExecuteQueue(long keepWaitingMillis) {
    this.keepWaitingMillis = keepWaitingMillis;
  }

  int waiting() {
    return artifacts.size();
  }

  void enqueue(ExecuteJob job, StoredArtifact artifact, long nowMillis, Consumer<PvfEffect> out) {
    unscheduled.add(job, nowMillis);
    artifacts.put(job.request(), artifact);
    assign(Optional.empty(), nowMillis, out);
  }

  void slotFree(String slot, Optional<ArtifactId> holds, long nowMillis, Consumer<PvfEffect> out) {
    if (running.containsKey(slot)) {
      // Its answer is still on the way: the two come by different ways and may overtake each other.
      early.put(slot, holds);
      return;
    }
    loading.remove(slot);
    hurried.remove(slot);
    Running lost = latest.remove(slot);
    if (holds.isEmpty() || !holds.get().equals(served.get(slot))) {
      served.remove(slot);
    }
    if (lost != null && holds.equals(Optional.of(lost.job().artifact()))) {
      served.put(slot, lost.job().artifact());
    }
    idle.remove(slot);
    idle.put(slot, holds);
    assign(Optional.of(slot), nowMillis, out);
    if (lost != null && holds.isEmpty() && idle.containsKey(slot)) {
      preload(lost.job().spec(), lost.artifact(), out);
    }
  }

  /** Nobody loads this artifact ahead of need any more. */
  void forget(StoredArtifact artifact) {
    latest.values().removeIf(running -> running.artifact().equals(artifact));
  }

  /** The slot's credit, if it came before the end of its job. */
  void useEarlyCredit(String slot, long nowMillis, Consumer<PvfEffect> out) {
    Optional<ArtifactId> holds = early.remove(slot);
    if (holds != null) {
      slotFree(slot, holds, nowMillis, out);
    }
  }

  /** True if the slot ran that request, so that a late or repeated end changes nothing. */
  boolean jobEnded(String slot, long request) {
    Running ended = running.get(slot);
    if (ended == null || ended.job().request() != request) {
      return false;
    }
    running.remove(slot);
    latest.put(slot, ended);
    return true;
  }

  Optional<ExecuteJob> runningOn(String slot) {
    return Optional.ofNullable(running.get(slot)).map(Running::job);
  }

  void slotLost(String slot, Consumer<PvfEffect> out) {
    idle.remove(slot);
    loading.remove(slot);
    hurried.remove(slot);
    latest.remove(slot);
    served.remove(slot);
    early.remove(slot);
    Running ended = running.remove(slot);
    if (ended != null) {
      out.accept(
          new PvfEffect.AnswerExecute(
              ended.job().request(),
              new NotRun.Local("slot " + slot + " went away while it ran the job")));
    }
  }

  void leavesChanged(PvfEvent.LeavesChanged change, Consumer<PvfEffect> out) {
    leaves.update(change);
    List<ExecuteJob> stale =
        unscheduled.removeAll(
            job -> job.kind().backedUnder().filter(block -> !leaves.contains(block)).isPresent());
    for (ExecuteJob job : stale) {
      artifacts.remove(job.request());
      out.accept(new PvfEffect.AnswerExecute(job.request(), new NotRun.Stale()));
    }
  }

  void cancelled(long request) {
    if (artifacts.remove(request) != null) {
      unscheduled.removeAll(job -> job.request() == request);
    }
  }

  /** A job waits for it or runs with it. */
  boolean uses(StoredArtifact artifact) {
    return artifacts.containsValue(artifact)
        || running.values().stream().anyMatch(run -> run.artifact().equals(artifact));
  }

  /** Lets an empty idle slot load what will be needed, unless some slot has it already; ours. */
  void preload(PrepareSpec spec, StoredArtifact artifact, Consumer<PvfEffect> out) {
    Optional<ArtifactId> wanted = Optional.of(spec.artifact());
    boolean held =
        idle.containsValue(wanted)
            || loading.containsValue(spec.artifact())
            || running.values().stream()
                .anyMatch(run -> run.job().artifact().equals(spec.artifact()));
    Optional<String> slot = idleWith(Optional.empty()).findFirst();
    if (!held && slot.isPresent()) {
      idle.remove(slot.get());
      loading.put(slot.get(), spec.artifact());
      out.accept(new PvfEffect.Preload(slot.get(), spec, artifact));
    }
  }

  private void assign(Optional<String> finished, long nowMillis, Consumer<PvfEffect> out) {
    Optional<Pick> pick = choose(finished, nowMillis);
    while (pick.isPresent()) {
      Waiting waiting = pick.get().waiting();
      String slot = pick.get().slot();
      unscheduled.remove(waiting);
      idle.remove(slot);
      StoredArtifact artifact = artifacts.remove(waiting.job().request());
      if (artifact == null) {
        throw new IllegalStateException("waiting job " + waiting.job() + " has no artifact");
      }
      running.put(slot, new Running(waiting.job(), artifact));
      unscheduled.markScheduled(ExecPriority.of(waiting.job().kind()));
      out.accept(
          new PvfEffect.Assign(
              slot, waiting.job().request(), artifact, nowMillis - waiting.sinceMillis()));
      pick = choose(Optional.empty(), nowMillis);
    }
    hurry(out);
  }

  /** As many slots as there are jobs that wait. */
  private void hurry(Consumer<PvfEffect> out) {
    loading.keySet().stream()
        .limit(artifacts.size())
        .filter(hurried::add)
        .forEach(slot -> out.accept(new PvfEffect.Hurry(slot)));
  }

  private Optional<Pick> choose(Optional<String> finished, long nowMillis) {
    if (idle.isEmpty() || unscheduled.isEmpty()) {
      return Optional.empty();
    }
    ExecPriority priority = unscheduled.select();
    Waiting oldest = unscheduled.oldest(priority).orElseThrow();
    if (nowMillis - oldest.sinceMillis() < keepWaitingMillis && finished.isPresent()) {
      Optional<Pick> own = ownJob(finished.get(), priority);
      if (own.isPresent()) {
        return own;
      }
    }
    return slotFor(oldest.job().artifact()).map(slot -> new Pick(oldest, slot));
  }

  private Optional<Pick> ownJob(String slot, ExecPriority priority) {
    Optional<ArtifactId> held = idle.getOrDefault(slot, Optional.empty());
    return held.flatMap(
        id ->
            unscheduled
                .first(priority, job -> job.artifact().equals(id))
                .map(waiting -> new Pick(waiting, slot)));
  }

  private Optional<String> slotFor(ArtifactId artifact) {
    // One that has run it is warm; one that only loaded it is not.
    return idleWith(Optional.of(artifact))
        .filter(slot -> artifact.equals(served.get(slot)))
        .findFirst()
        .or(() -> idleWith(Optional.of(artifact)).findFirst())
        .or(() -> idleWith(Optional.empty()).findFirst())
        .or(() -> idle.keySet().stream().findFirst());
  }

  private Stream<String> idleWith(Optional<ArtifactId> holding) {
    return idle.entrySet().stream()
        .filter(entry -> entry.getValue().equals(holding))
        .map(Map.Entry::getKey);
  }
}
