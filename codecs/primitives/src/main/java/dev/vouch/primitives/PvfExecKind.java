package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** What an execution is for (wire 2.12). */
public enum PvfExecKind {
  /** Backing. */
  BACKING,
  /** Approval checking and disputes. */
  APPROVAL;

  /** The position of the constant. */
  public static final Codec<PvfExecKind> CODEC = Codec.constants(values());
}
