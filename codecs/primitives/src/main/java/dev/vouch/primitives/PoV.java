package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleWriter;

/** The proof of validity that a collator makes, possibly compressed (wire 2.1). */
public record PoV(Bytes blockData) {
  /** Fields in this order. */
  public static final Codec<PoV> CODEC =
      Codec.of(
          "PoV",
          (v, out) -> {
            Bytes.CODEC.encode(v.blockData, out);
          },
          in -> new PoV(in.field("block_data", Bytes.CODEC)));

  /** BLAKE2b-256 of the encoding, length included. */
  public Hash hash() {
    return Hash.ofEncoded(CODEC, this);
  }

  /** Bytes of the encoding, length included: what is compared with {@code max_pov_size}. */
  public int encodedLength() {
    return new ScaleWriter().compact(blockData.length()).length() + blockData.length();
  }
}
