package dev.vouch.core.bridge;

/**
 * Settings of the bridge.
 *
 * @param reputationIntervalMillis how long reputation changes are summed before they are reported;
 *     0 reports each at once
 */
public record BridgeConfig(long reputationIntervalMillis) {
  /** The reference's interval (backing spec 6.3). */
  public static final long REPUTATION_INTERVAL_MILLIS = 30_000;

  public static BridgeConfig standard() {
    return new BridgeConfig(REPUTATION_INTERVAL_MILLIS);
  }
}
