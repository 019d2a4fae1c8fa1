package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks for a candidate and its statements; bits set in the mask are not wanted (wire 3.6). */
public record AttestedCandidateRequest(CandidateHash candidateHash, StatementFilter mask) {
  /** Fields in this order. */
  public static final Codec<AttestedCandidateRequest> CODEC =
      Codec.of(
          "AttestedCandidateRequest",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
            StatementFilter.CODEC.encode(v.mask, out);
          },
          in ->
              new AttestedCandidateRequest(
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("mask", StatementFilter.CODEC)));
}
