package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A candidate without its commitments, 324 bytes (wire 2.5). */
public record CandidateReceipt(CandidateDescriptor descriptor, Hash commitmentsHash) {
  /** Fields in this order. */
  public static final Codec<CandidateReceipt> CODEC =
      Codec.of(
          "CandidateReceipt",
          (v, out) -> {
            CandidateDescriptor.CODEC.encode(v.descriptor, out);
            Hash.CODEC.encode(v.commitmentsHash, out);
          },
          in ->
              new CandidateReceipt(
                  in.field("descriptor", CandidateDescriptor.CODEC),
                  in.field("commitments_hash", Hash.CODEC)));

  /** The candidate hash: BLAKE2b-256 of the encoding. */
  public CandidateHash hash() {
    return new CandidateHash(Hash.ofEncoded(CODEC, this));
  }
}
