package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The older, two-valued kind of offence (wire 2.16). */
public enum LegacyDisputeOffenceKind {
  /** It voted for an invalid candidate. */
  FOR_INVALID,
  /** It voted against a valid candidate. */
  AGAINST_VALID;

  /** The position of the constant. */
  public static final Codec<LegacyDisputeOffenceKind> CODEC = Codec.constants(values());
}
