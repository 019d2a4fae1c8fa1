package dev.vouch.pvf.queue;

import dev.vouch.messages.PvfHostMessage.PreparePriority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The prepare queue (validation PH-40 to PH-45): two lists and a few workers. The table above it
 * never enqueues one artifact twice (PH-25), so its length is bounded by the table's.
 */
final class PrepareQueue {
  private record Job(PrepareSpec spec, PreparePriority priority) {}

  private final int softLimit;
  private final int hardLimit;
  private final Deque<Job> critical = new ArrayDeque<>();
  private final Deque<Job> normal = new ArrayDeque<>();
  private final Set<Long> idle = new LinkedHashSet<>();
  private final Map<Long, Job> busy = new LinkedHashMap<>();
  private int spawning;

  PrepareQueue(int softLimit, int hardLimit) {
    this.softLimit = softLimit;
    this.hardLimit = hardLimit;
  }

  void enqueue(PrepareSpec spec, PreparePriority priority, Consumer<PvfEffect> out) {
    Job job = new Job(spec, priority);
    Optional<Long> worker = idle.stream().findFirst();
    if (worker.isPresent()) {
      start(worker.get(), job, out);
      return;
    }
    spawnIfAllowed(priority, out);
    list(priority).addLast(job);
  }

  /** Moves a job that has not begun to the critical list (the optional mend of PH-21). */
  void raise(ArtifactId artifact, Consumer<PvfEffect> out) {
    Optional<Job> waiting =
        normal.stream().filter(job -> job.spec().artifact().equals(artifact)).findFirst();
    if (waiting.isPresent()) {
      normal.remove(waiting.get());
      critical.addLast(new Job(waiting.get().spec(), PreparePriority.CRITICAL));
      spawnIfAllowed(PreparePriority.CRITICAL, out);
    }
  }

  void spawned(long worker, Consumer<PvfEffect> out) {
    spawning = Math.max(0, spawning - 1);
    idle.add(worker);
    startNext(worker, out);
  }

  /** The job that the worker holds, if it is known. */
  Optional<PrepareSpec> jobOf(long worker) {
    return Optional.ofNullable(busy.get(worker)).map(Job::spec);
  }

  /** The job that the worker held, if it is known; it holds none any more. */
  Optional<PrepareSpec> concluded(long worker) {
    return Optional.ofNullable(busy.remove(worker)).map(Job::spec);
  }

  /** What follows a conclusion, after the host was told (validation PH-44). */
  void recycle(long worker, boolean rip, Consumer<PvfEffect> out) {
    if (rip) {
      spawnForQueue(out);
      return;
    }
    idle.add(worker);
    if (registered() + spawning > softLimit) {
      idle.remove(worker);
      out.accept(new PvfEffect.KillPrepareWorker(worker));
    } else {
      startNext(worker, out);
    }
  }

  void rip(long worker, Consumer<PvfEffect> out) {
    idle.remove(worker);
    Job job = busy.remove(worker);
    if (job != null) {
      list(job.priority()).addFirst(job);
    }
    spawnForQueue(out);
  }

  private void startNext(long worker, Consumer<PvfEffect> out) {
    Job next = critical.isEmpty() ? normal.pollFirst() : critical.pollFirst();
    if (next != null) {
      start(worker, next, out);
    }
  }

  private void start(long worker, Job job, Consumer<PvfEffect> out) {
    idle.remove(worker);
    busy.put(worker, job);
    out.accept(new PvfEffect.StartPrepare(worker, job.spec()));
  }

  private void spawnForQueue(Consumer<PvfEffect> out) {
    if (!critical.isEmpty() || !normal.isEmpty()) {
      spawnIfAllowed(PreparePriority.NORMAL, out);
    }
  }

  private void spawnIfAllowed(PreparePriority priority, Consumer<PvfEffect> out) {
    int limit = priority == PreparePriority.CRITICAL ? hardLimit : softLimit;
    if (registered() + spawning < limit) {
      spawning++;
      out.accept(new PvfEffect.SpawnPrepareWorker());
    }
  }

  private int registered() {
    return idle.size() + busy.size();
  }

  private Deque<Job> list(PreparePriority priority) {
    return priority == PreparePriority.CRITICAL ? critical : normal;
  }
}
