package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A vote on a disputed candidate with its unchecked signature (wire 2.16). */
public record DisputeVote(
    DisputeStatement statement, ValidatorIndex validatorIndex, Signature signature) {
  /** Fields in this order. */
  public static final Codec<DisputeVote> CODEC =
      Codec.of(
          "DisputeVote",
          (v, out) -> {
            DisputeStatement.CODEC.encode(v.statement, out);
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
            Signature.CODEC.encode(v.signature, out);
          },
          in ->
              new DisputeVote(
                  in.field("statement", DisputeStatement.CODEC),
                  in.field("validator_index", ValidatorIndex.CODEC),
                  in.field("signature", Signature.CODEC)));
}
