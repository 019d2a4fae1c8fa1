package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;

/** Votes on one disputed candidate (wire 2.16). */
public record DisputeStatementSet(
    CandidateHash candidateHash, long session, List<DisputeVote> statements) {
  private static final Codec<List<DisputeVote>> STATEMENTS = Codec.vec(DisputeVote.CODEC);

  /** Fields in this order. */
  public static final Codec<DisputeStatementSet> CODEC =
      Codec.of(
          "DisputeStatementSet",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
            Scale.U32.encode(v.session, out);
            STATEMENTS.encode(v.statements, out);
          },
          in ->
              new DisputeStatementSet(
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("session", Scale.U32),
                  in.field("statements", STATEMENTS)));

  /** Copies lists and refuses numbers out of range. */
  public DisputeStatementSet {
    U32.check("session", session);
    statements = List.copyOf(statements);
  }
}
