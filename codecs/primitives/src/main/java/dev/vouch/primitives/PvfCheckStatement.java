package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A vote on whether a PVF prepares (wire 2.17). */
public record PvfCheckStatement(
    boolean accept, ValidationCodeHash subject, long sessionIndex, ValidatorIndex validatorIndex) {
  /** Fields in this order. */
  public static final Codec<PvfCheckStatement> CODEC =
      Codec.of(
          "PvfCheckStatement",
          (v, out) -> {
            Scale.BOOL.encode(v.accept, out);
            ValidationCodeHash.CODEC.encode(v.subject, out);
            Scale.U32.encode(v.sessionIndex, out);
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
          },
          in ->
              new PvfCheckStatement(
                  in.field("accept", Scale.BOOL),
                  in.field("subject", ValidationCodeHash.CODEC),
                  in.field("session_index", Scale.U32),
                  in.field("validator_index", ValidatorIndex.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public PvfCheckStatement {
    U32.check("sessionIndex", sessionIndex);
  }
}
