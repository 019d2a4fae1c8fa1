package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** What a slashed validator did (wire 2.16). */
public enum DisputeOffenceKind {
  /** It backed an invalid candidate. */
  FOR_INVALID_BACKED,
  /** It voted against a valid candidate. */
  AGAINST_VALID,
  /** It approved an invalid candidate. */
  FOR_INVALID_APPROVED;

  /** The position of the constant. */
  public static final Codec<DisputeOffenceKind> CODEC = Codec.constants(values());
}
