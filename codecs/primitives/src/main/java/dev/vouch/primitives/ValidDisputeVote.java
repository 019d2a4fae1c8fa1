package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A vote for a candidate, as sent to peers (wire 2.16). */
public record ValidDisputeVote(
    ValidatorIndex validatorIndex, Signature signature, ValidDisputeStatement statement) {
  /** Fields in this order. */
  public static final Codec<ValidDisputeVote> CODEC =
      Codec.of(
          "ValidDisputeVote",
          (v, out) -> {
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
            Signature.CODEC.encode(v.signature, out);
            ValidDisputeStatement.CODEC.encode(v.statement, out);
          },
          in ->
              new ValidDisputeVote(
                  in.field("validator_index", ValidatorIndex.CODEC),
                  in.field("signature", Signature.CODEC),
                  in.field("statement", ValidDisputeStatement.CODEC)));
}
