package dev.vouch.pvf.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Jobs that wait for a slot, one list per priority, and the shares that keep low priorities from
 * starving (validation PH-52). The owner bounds the number of jobs.
 */
final class Unscheduled {
  /** Jobs after which the shares are counted anew: SCHEDULING_WINDOW_SIZE of the reference. */
  static final int WINDOW = 12;

  /** A job and when it was enqueued. */
  record Waiting(ExecuteJob job, long sinceMillis) {}

  private final Map<ExecPriority, Deque<Waiting>> lists = new EnumMap<>(ExecPriority.class);
  private final Map<ExecPriority, Integer> scheduled = new EnumMap<>(ExecPriority.class);

  Unscheduled() {
    for (ExecPriority priority : ExecPriority.values()) {
      lists.put(priority, new ArrayDeque<>());
    }
  }

  void add(ExecuteJob job, long nowMillis) {
    list(ExecPriority.of(job.kind())).add(new Waiting(job, nowMillis));
  }

  int size(ExecPriority priority) {
    return list(priority).size();
  }

  boolean isEmpty() {
    return lists.values().stream().allMatch(Deque::isEmpty);
  }

  /** The priority whose turn it is. */
  ExecPriority select() {
    Optional<ExecPriority> fallback = Optional.empty();
    for (ExecPriority priority : ExecPriority.values()) {
      if (list(priority).isEmpty()) {
        continue;
      }
      if (!reachedThreshold(priority)) {
        return priority;
      }
      fallback = fallback.or(() -> Optional.of(priority));
    }
    return fallback.orElse(ExecPriority.BACKING);
  }

  void markScheduled(ExecPriority priority) {
    scheduled.merge(priority, 1, Integer::sum);
    if (scheduled.values().stream().mapToInt(Integer::intValue).sum() >= WINDOW) {
      scheduled.clear();
    }
  }

  Optional<Waiting> oldest(ExecPriority priority) {
    return Optional.ofNullable(list(priority).peekFirst());
  }

  Optional<Waiting> first(ExecPriority priority, Predicate<ExecuteJob> wanted) {
    return list(priority).stream().filter(waiting -> wanted.test(waiting.job())).findFirst();
  }

  void remove(Waiting waiting) {
    list(ExecPriority.of(waiting.job().kind())).remove(waiting);
  }

  /** Takes out every waiting job that matches, in order of priority and age. */
  List<ExecuteJob> removeAll(Predicate<ExecuteJob> unwanted) {
    List<ExecuteJob> removed = new ArrayList<>();
    for (Deque<Waiting> list : lists.values()) {
      for (Iterator<Waiting> it = list.iterator(); it.hasNext(); ) {
        ExecuteJob job = it.next().job();
        if (unwanted.test(job)) {
          it.remove();
          removed.add(job);
        }
      }
    }
    return removed;
  }

  private boolean reachedThreshold(ExecPriority priority) {
    int sum =
        scheduled.entrySet().stream()
            .filter(entry -> entry.getKey().compareTo(priority) >= 0)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return sum > 0
        && scheduled.getOrDefault(priority, 0) * 100 / sum >= priority.thresholdPercent();
  }

  @SuppressWarnings("NullAway") // every priority has a list since construction
  private Deque<Waiting> list(ExecPriority priority) {
    return lists.get(priority);
  }
}
