package dev.vouch.node;

import dev.vouch.core.kernel.Explanation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the node did about candidates lately and why, newest last: the answer to "where is my
 * vote?". Keeps the last {@link #MAX_KEPT}. For any thread.
 */
public final class Explanations {
  /** About an hour of a validator with ten cores; 200 bytes each. */
  public static final int MAX_KEPT = 4_096;

  private final Deque<Explanation> kept = new ArrayDeque<>();

  synchronized void add(Explanation explanation) {
    if (kept.size() == MAX_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(explanation);
  }

  /** A copy, oldest first. */
  public synchronized List<Explanation> recent() {
    return List.copyOf(kept);
  }
}
