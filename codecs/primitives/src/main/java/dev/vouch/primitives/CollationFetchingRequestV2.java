package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks a collator for a collation, version 2 (wire 3.6). */
public record CollationFetchingRequestV2(
    Hash schedulingParent, ParaId paraId, CandidateHash candidateHash) {
  /** Fields in this order. */
  public static final Codec<CollationFetchingRequestV2> CODEC =
      Codec.of(
          "CollationFetchingRequestV2",
          (v, out) -> {
            Hash.CODEC.encode(v.schedulingParent, out);
            ParaId.CODEC.encode(v.paraId, out);
            CandidateHash.CODEC.encode(v.candidateHash, out);
          },
          in ->
              new CollationFetchingRequestV2(
                  in.field("scheduling_parent", Hash.CODEC),
                  in.field("para_id", ParaId.CODEC),
                  in.field("candidate_hash", CandidateHash.CODEC)));
}
