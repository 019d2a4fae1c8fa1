package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** Two contradicting votes on a candidate, unchecked (wire 2.16). */
public record UncheckedDisputeMessage(
    CandidateReceipt candidateReceipt,
    long sessionIndex,
    InvalidDisputeVote invalidVote,
    ValidDisputeVote validVote) {
  /** Fields in this order. */
  public static final Codec<UncheckedDisputeMessage> CODEC =
      Codec.of(
          "UncheckedDisputeMessage",
          (v, out) -> {
            CandidateReceipt.CODEC.encode(v.candidateReceipt, out);
            Scale.U32.encode(v.sessionIndex, out);
            InvalidDisputeVote.CODEC.encode(v.invalidVote, out);
            ValidDisputeVote.CODEC.encode(v.validVote, out);
          },
          in ->
              new UncheckedDisputeMessage(
                  in.field("candidate_receipt", CandidateReceipt.CODEC),
                  in.field("session_index", Scale.U32),
                  in.field("invalid_vote", InvalidDisputeVote.CODEC),
                  in.field("valid_vote", ValidDisputeVote.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public UncheckedDisputeMessage {
    U32.check("sessionIndex", sessionIndex);
  }
}
