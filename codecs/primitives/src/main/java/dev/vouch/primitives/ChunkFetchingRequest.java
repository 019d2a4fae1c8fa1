package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks for a chunk of a candidate (wire 3.6). */
public record ChunkFetchingRequest(CandidateHash candidateHash, ChunkIndex index) {
  /** Fields in this order. */
  public static final Codec<ChunkFetchingRequest> CODEC =
      Codec.of(
          "ChunkFetchingRequest",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
            ChunkIndex.CODEC.encode(v.index, out);
          },
          in ->
              new ChunkFetchingRequest(
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("index", ChunkIndex.CODEC)));
}
