package dev.vouch.sim;

/**
 * What goes wrong in a run; probabilities per event, in 1/1000.
 *
 * @param drop network messages lost
 * @param duplicate network messages delivered twice
 * @param maxDelayMillis longest network delay; delays differ, so messages overtake each other
 * @param pvfFailure executions that end without a verdict
 * @param restart chance per slot that one validator stops and starts again later
 * @param wrongPov collations whose PoV makes them invalid
 * @param fork chance per slot that two authors build on the same parent
 */
public record Faults(
    int drop,
    int duplicate,
    int maxDelayMillis,
    int pvfFailure,
    int restart,
    int wrongPov,
    int fork) {
  /** A network that works. */
  public static Faults none() {
    return new Faults(0, 0, 20, 0, 0, 0, 0);
  }

  /** The default mixture: everything happens within a run of a few dozen blocks. */
  public static Faults ordinary() {
    return new Faults(30, 30, 400, 20, 120, 60, 80);
  }
}
