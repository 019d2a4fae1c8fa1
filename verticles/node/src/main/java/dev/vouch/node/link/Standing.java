package dev.vouch.node.link;

/**
 * What the bridge thinks of a peer: reports add up, and fade by a half per cent each second. Below
 * {@link #BAN} the peer is cut off until its standing has recovered. The numbers are those of the
 * reference's network.
 */
final class Standing {
  /** 71 per cent of the lowest value. */
  static final int BAN = (int) (Integer.MIN_VALUE / 100L * 71);

  private static final int FADE_DIVISOR = 200;

  private int value;

  void report(int change) {
    value = Math.clamp((long) value + change, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** One second passes. */
  void fade() {
    int step = value / FADE_DIVISOR;
    value -= step == 0 ? Integer.signum(value) : step;
  }

  boolean banned() {
    return value < BAN;
  }

  boolean neutral() {
    return value == 0;
  }
}
