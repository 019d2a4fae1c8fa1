package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** What a preparation is for (wire 2.12). */
public enum PvfPrepKind {
  /** The pre-check of new code. */
  PRECHECK,
  /** Execution. */
  PREPARE;

  /** The position of the constant. */
  public static final Codec<PvfPrepKind> CODEC = Codec.constants(values());
}
