package dev.vouch.primitives;

/** Vote thresholds (wire 2.7, 2.11). */
public final class BackingThreshold {
  private BackingThreshold() {}

  /** Votes that a candidate of a group needs: the minimum, but never more than the group has. */
  public static int effectiveMinimumVotes(int groupSize, int minimumBackingVotes) {
    return Math.min(groupSize, minimumBackingVotes);
  }

  /** How many of {@code n} validators may be faulty: (n - 1) / 3. */
  public static int byzantine(int n) {
    return Math.max(0, n - 1) / 3;
  }

  /** A supermajority of {@code n} validators. */
  public static int supermajority(int n) {
    return n - byzantine(n);
  }
}
