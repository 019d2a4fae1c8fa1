package dev.vouch.runtimeapi;

import dev.vouch.primitives.PvfCheckStatement;
import dev.vouch.primitives.Signature;
import dev.vouch.scale.Codec;

/** A vote on a new validation code, signed by the validator that it names (wire 4.2). */
public record PvfCheckVote(PvfCheckStatement statement, Signature signature) {
  /** Fields in this order. */
  public static final Codec<PvfCheckVote> CODEC =
      Codec.of(
          "PvfCheckVote",
          (v, out) -> {
            PvfCheckStatement.CODEC.encode(v.statement, out);
            Signature.CODEC.encode(v.signature, out);
          },
          in ->
              new PvfCheckVote(
                  in.field("statement", PvfCheckStatement.CODEC),
                  in.field("signature", Signature.CODEC)));
}
