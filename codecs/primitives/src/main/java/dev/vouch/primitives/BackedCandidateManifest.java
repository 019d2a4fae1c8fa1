package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Tells a peer of a backed candidate and which statements the sender has (wire 3.4). */
public record BackedCandidateManifest(
    Hash schedulingParent,
    CandidateHash candidateHash,
    GroupIndex groupIndex,
    ParaId paraId,
    Hash parentHeadDataHash,
    StatementFilter statementKnowledge) {
  /** Fields in this order. */
  public static final Codec<BackedCandidateManifest> CODEC =
      Codec.of(
          "BackedCandidateManifest",
          (v, out) -> {
            Hash.CODEC.encode(v.schedulingParent, out);
            CandidateHash.CODEC.encode(v.candidateHash, out);
            GroupIndex.CODEC.encode(v.groupIndex, out);
            ParaId.CODEC.encode(v.paraId, out);
            Hash.CODEC.encode(v.parentHeadDataHash, out);
            StatementFilter.CODEC.encode(v.statementKnowledge, out);
          },
          in ->
              new BackedCandidateManifest(
                  in.field("scheduling_parent", Hash.CODEC),
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("group_index", GroupIndex.CODEC),
                  in.field("para_id", ParaId.CODEC),
                  in.field("parent_head_data_hash", Hash.CODEC),
                  in.field("statement_knowledge", StatementFilter.CODEC)));
}
