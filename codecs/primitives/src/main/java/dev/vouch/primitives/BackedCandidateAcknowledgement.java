package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Tells a peer that a backed candidate is known too (wire 3.4). */
public record BackedCandidateAcknowledgement(
    CandidateHash candidateHash, StatementFilter statementKnowledge) {
  /** Fields in this order. */
  public static final Codec<BackedCandidateAcknowledgement> CODEC =
      Codec.of(
          "BackedCandidateAcknowledgement",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
            StatementFilter.CODEC.encode(v.statementKnowledge, out);
          },
          in ->
              new BackedCandidateAcknowledgement(
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("statement_knowledge", StatementFilter.CODEC)));
}
