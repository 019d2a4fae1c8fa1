package dev.vouch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** Counts the inputs of one target by what became of them, and bounds what each may allocate. */
public final class FuzzRun {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Classes that are loaded and lambdas that are linked the first time are not the input's doing.
   */
  private static final int ATTEMPTS = 3;

  private final String target;
  private long started;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private long inputs;

  /** A step that gives something or throws what the target declares. */
  @FunctionalInterface
  public interface Step<T, X extends Exception> {
    /** Runs. */
    T run() throws X;
  }

  /** The run of one target. */
  public FuzzRun(Class<?> target) {
    this.target = target.getSimpleName();
  }

  /** One more input. */
  public void input() {
    if (inputs++ == 0) {
      started = System.nanoTime();
    }
  }

  /** What became of an input, for the summary. */
  public void outcome(String name) {
    outcomes.merge(name, 1L, Long::sum);
  }

  /**
   * Runs a step, which may allocate so many bytes on this thread. One that allocates more is run
   * again, so it must give the same every time.
   */
  public <T, X extends Exception> T within(long bytes, Step<T, X> step) throws X {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      return step.run();
    } finally {
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      for (int attempt = 1; allocated > bytes && attempt < ATTEMPTS; attempt++) {
        allocated = Math.min(allocated, allocatedBy(step));
      }
      assertThat(allocated).as("bytes allocated").isLessThanOrEqualTo(bytes);
    }
  }

  private static long allocatedBy(Step<?, ?> step) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Object ignored = step.run();
    } catch (Exception e) {
      // The first attempt has told.
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Says how many inputs ran. */
  public void print() {
    System.out.printf(
        "%s: %,d inputs in %d s: %s%n",
        target, inputs, (System.nanoTime() - started) / 1_000_000_000L, outcomes);
  }
}
