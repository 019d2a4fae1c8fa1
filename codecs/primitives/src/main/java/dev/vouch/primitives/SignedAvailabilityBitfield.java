package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Which cores a validator holds chunks for, unchecked (wire 2.8): bit i is core i. */
public record SignedAvailabilityBitfield(
    BitList payload, ValidatorIndex validatorIndex, Signature signature) {
  /** Fields in this order. */
  public static final Codec<SignedAvailabilityBitfield> CODEC =
      Codec.of(
          "SignedAvailabilityBitfield",
          (v, out) -> {
            BitList.CODEC.encode(v.payload, out);
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
            Signature.CODEC.encode(v.signature, out);
          },
          in ->
              new SignedAvailabilityBitfield(
                  in.field("payload", BitList.CODEC),
                  in.field("validator_index", ValidatorIndex.CODEC),
                  in.field("signature", Signature.CODEC)));
}
