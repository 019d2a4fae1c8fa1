package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;

/** A candidate with its validation data and statements (wire 3.6). */
public record AttestedCandidateResponse(
    CommittedCandidateReceipt candidateReceipt,
    PersistedValidationData persistedValidationData,
    List<SignedStatement> statements) {
  private static final Codec<List<SignedStatement>> STATEMENTS = Codec.vec(SignedStatement.CODEC);

  /** Fields in this order. */
  public static final Codec<AttestedCandidateResponse> CODEC =
      Codec.of(
          "AttestedCandidateResponse",
          (v, out) -> {
            CommittedCandidateReceipt.CODEC.encode(v.candidateReceipt, out);
            PersistedValidationData.CODEC.encode(v.persistedValidationData, out);
            STATEMENTS.encode(v.statements, out);
          },
          in ->
              new AttestedCandidateResponse(
                  in.field("candidate_receipt", CommittedCandidateReceipt.CODEC),
                  in.field("persisted_validation_data", PersistedValidationData.CODEC),
                  in.field("statements", STATEMENTS)));

  /** Copies lists and refuses numbers out of range. */
  public AttestedCandidateResponse {
    statements = List.copyOf(statements);
  }
}
