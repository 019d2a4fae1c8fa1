package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/**
 * What every signed payload of backing ends with (wire 2.9): the session for the child of the
 * scheduling parent, and the scheduling parent.
 */
public record SigningContext(long sessionIndex, Hash parentHash) {
  /** Fields in this order. */
  public static final Codec<SigningContext> CODEC =
      Codec.of(
          "SigningContext",
          (v, out) -> {
            Scale.U32.encode(v.sessionIndex, out);
            Hash.CODEC.encode(v.parentHash, out);
          },
          in ->
              new SigningContext(
                  in.field("session_index", Scale.U32), in.field("parent_hash", Hash.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public SigningContext {
    U32.check("sessionIndex", sessionIndex);
  }
}
