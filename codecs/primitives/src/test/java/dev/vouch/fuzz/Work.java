package dev.vouch.fuzz;

/** Steps taken by the classes that a {@link CountingLoader} loaded; for one thread at a time. */
public final class Work {
  private static long steps;

  private Work() {}

  /** Called at the start of every method and before every jump backwards. */
  public static void step() {
    steps++;
  }

  /** The steps so far. */
  public static long steps() {
    return steps;
  }
}
