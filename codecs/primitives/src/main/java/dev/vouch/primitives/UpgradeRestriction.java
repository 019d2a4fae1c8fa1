package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Whether a para may upgrade its code (wire 2.17). */
public enum UpgradeRestriction {
  /** It may not now. */
  PRESENT;

  /** The position of the constant. */
  public static final Codec<UpgradeRestriction> CODEC = Codec.constants(values());
}
