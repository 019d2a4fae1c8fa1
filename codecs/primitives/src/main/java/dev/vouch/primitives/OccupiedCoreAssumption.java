package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** What to assume of the candidate that occupies a core (wire 2.10). */
public enum OccupiedCoreAssumption {
  /** It becomes available. */
  INCLUDED,
  /** It times out. */
  TIMED_OUT,
  /** No candidate occupies the core. */
  FREE;

  /** The position of the constant. */
  public static final Codec<OccupiedCoreAssumption> CODEC = Codec.constants(values());
}
