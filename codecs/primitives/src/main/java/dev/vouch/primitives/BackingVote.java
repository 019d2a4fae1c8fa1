package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A backing vote and who cast it (wire 2.16). */
public record BackingVote(ValidatorIndex validatorIndex, ValidityAttestation attestation) {
  /** Fields in this order. */
  public static final Codec<BackingVote> CODEC =
      Codec.of(
          "BackingVote",
          (v, out) -> {
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
            ValidityAttestation.CODEC.encode(v.attestation, out);
          },
          in ->
              new BackingVote(
                  in.field("validator_index", ValidatorIndex.CODEC),
                  in.field("attestation", ValidityAttestation.CODEC)));
}
