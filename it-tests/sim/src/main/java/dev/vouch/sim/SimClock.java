package dev.vouch.sim;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time: due actions in the order of their times; among equal times the seed decides.
 *
 * <p>Bounded by {@link #MAX_STEPS}: a run that needs more has a livelock.
 */
final class SimClock {
  /** About a hundred times what an ordinary run of 20 blocks needs. */
  static final long MAX_STEPS = 5_000_000;

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(
          Comparator.comparingLong(Due::at).thenComparingLong(Due::tie).thenComparingLong(Due::id));
  private final SplittableRandom random;
  private long now;
  private long steps;
  private long nextId;

  private record Due(long at, long tie, long id, Runnable action) {}

  SimClock(SplittableRandom random) {
    this.random = random;
  }

  long now() {
    return now;
  }

  long steps() {
    return steps;
  }

  /** Runs the action after the delay in virtual milliseconds. */
  void after(long delayMillis, Runnable action) {
    at(now + delayMillis, action);
  }

  void at(long time, Runnable action) {
    due.add(new Due(Math.max(time, now), random.nextLong(), nextId++, action));
  }

  /** Runs everything due up to the time, checking after every step. */
  void runUntil(long time, Runnable afterEachStep) {
    while (!due.isEmpty() && due.element().at() <= time) {
      Due next = due.remove();
      now = next.at();
      if (++steps > MAX_STEPS) {
        throw new AssertionError("livelock: more than " + MAX_STEPS + " steps");
      }
      next.action().run();
      afterEachStep.run();
    }
    now = Math.max(now, time);
  }
}
