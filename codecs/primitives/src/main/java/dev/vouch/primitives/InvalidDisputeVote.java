package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A vote against a candidate, as sent to peers (wire 2.16). */
public record InvalidDisputeVote(
    ValidatorIndex validatorIndex, Signature signature, InvalidDisputeStatement kind) {
  /** Fields in this order. */
  public static final Codec<InvalidDisputeVote> CODEC =
      Codec.of(
          "InvalidDisputeVote",
          (v, out) -> {
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
            Signature.CODEC.encode(v.signature, out);
            InvalidDisputeStatement.CODEC.encode(v.kind, out);
          },
          in ->
              new InvalidDisputeVote(
                  in.field("validator_index", ValidatorIndex.CODEC),
                  in.field("signature", Signature.CODEC),
                  in.field("kind", InvalidDisputeStatement.CODEC)));
}
