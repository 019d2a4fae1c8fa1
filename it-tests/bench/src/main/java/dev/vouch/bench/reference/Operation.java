package dev.vouch.bench.reference;

/**
 * What is compared. The target is the most that ours may cost, in costs of the reference's.
 *
 * @param name what both sides know it by
 * @param reference the reference's operation to compare with
 * @param target NaN where there is none
 * @param slice how often it runs in one measurement
 */
record Operation(String name, String reference, double target, int slice, Work work) {
  /** Runs so often; the result depends on all results. */
  @FunctionalInterface
  interface Work {
    long run(int times);
  }
}
