package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks for all available data of a candidate (wire 3.6). */
public record AvailableDataFetchingRequest(CandidateHash candidateHash) {
  /** Fields in this order. */
  public static final Codec<AvailableDataFetchingRequest> CODEC =
      Codec.of(
          "AvailableDataFetchingRequest",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
          },
          in -> new AvailableDataFetchingRequest(in.field("candidate_hash", CandidateHash.CODEC)));
}
