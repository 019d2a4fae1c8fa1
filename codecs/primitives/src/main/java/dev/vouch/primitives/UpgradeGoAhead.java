package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The signal to a para that waits for an upgrade (wire 2.17). */
public enum UpgradeGoAhead {
  /** It must not apply the upgrade. */
  ABORT,
  /** It may apply the upgrade. */
  GO_AHEAD;

  /** The position of the constant. */
  public static final Codec<UpgradeGoAhead> CODEC = Codec.constants(values());
}
