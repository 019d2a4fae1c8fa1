package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks for the PoV of a candidate (wire 3.6). */
public record PoVFetchingRequest(CandidateHash candidateHash) {
  /** Fields in this order. */
  public static final Codec<PoVFetchingRequest> CODEC =
      Codec.of(
          "PoVFetchingRequest",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
          },
          in -> new PoVFetchingRequest(in.field("candidate_hash", CandidateHash.CODEC)));
}
