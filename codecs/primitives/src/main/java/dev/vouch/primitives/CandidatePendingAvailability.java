package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A candidate that is backed and not yet available (wire 2.17). */
public record CandidatePendingAvailability(
    CandidateHash candidateHash,
    CandidateDescriptor descriptor,
    CandidateCommitments commitments,
    long relayParentNumber,
    long maxPovSize) {
  /** Fields in this order. */
  public static final Codec<CandidatePendingAvailability> CODEC =
      Codec.of(
          "CandidatePendingAvailability",
          (v, out) -> {
            CandidateHash.CODEC.encode(v.candidateHash, out);
            CandidateDescriptor.CODEC.encode(v.descriptor, out);
            CandidateCommitments.CODEC.encode(v.commitments, out);
            Scale.U32.encode(v.relayParentNumber, out);
            Scale.U32.encode(v.maxPovSize, out);
          },
          in ->
              new CandidatePendingAvailability(
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("descriptor", CandidateDescriptor.CODEC),
                  in.field("commitments", CandidateCommitments.CODEC),
                  in.field("relay_parent_number", Scale.U32),
                  in.field("max_pov_size", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public CandidatePendingAvailability {
    U32.check("relayParentNumber", relayParentNumber);
    U32.check("maxPovSize", maxPovSize);
  }
}
