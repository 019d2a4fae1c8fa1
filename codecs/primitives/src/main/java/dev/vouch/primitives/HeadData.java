package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The head of a parachain: whatever its code calls its state (wire 2.1). */
public record HeadData(Bytes value) {
  /** Fields in this order. */
  public static final Codec<HeadData> CODEC =
      Codec.of(
          "HeadData",
          (v, out) -> {
            Bytes.CODEC.encode(v.value, out);
          },
          in -> new HeadData(in.field("value", Bytes.CODEC)));

  /** BLAKE2b-256 of the raw bytes, without a length. */
  public Hash hash() {
    return Hash.blake2b256(value);
  }
}
