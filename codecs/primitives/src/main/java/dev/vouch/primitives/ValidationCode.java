package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The code of a parachain as it is stored on chain, possibly compressed (wire 2.1). */
public record ValidationCode(Bytes value) {
  /** Fields in this order. */
  public static final Codec<ValidationCode> CODEC =
      Codec.of(
          "ValidationCode",
          (v, out) -> {
            Bytes.CODEC.encode(v.value, out);
          },
          in -> new ValidationCode(in.field("value", Bytes.CODEC)));

  /** BLAKE2b-256 of the raw bytes, without a length. */
  public ValidationCodeHash hash() {
    return new ValidationCodeHash(Hash.blake2b256(value));
  }
}
