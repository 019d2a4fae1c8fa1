package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A candidate with its commitments (wire 2.5). */
public record CommittedCandidateReceipt(
    CandidateDescriptor descriptor, CandidateCommitments commitments) {
  /** Fields in this order. */
  public static final Codec<CommittedCandidateReceipt> CODEC =
      Codec.of(
          "CommittedCandidateReceipt",
          (v, out) -> {
            CandidateDescriptor.CODEC.encode(v.descriptor, out);
            CandidateCommitments.CODEC.encode(v.commitments, out);
          },
          in ->
              new CommittedCandidateReceipt(
                  in.field("descriptor", CandidateDescriptor.CODEC),
                  in.field("commitments", CandidateCommitments.CODEC)));

  /** The candidate hash: that of {@link #toPlain}. */
  public CandidateHash hash() {
    return toPlain().hash();
  }

  /** The receipt with the commitments replaced by their hash. */
  public CandidateReceipt toPlain() {
    return new CandidateReceipt(descriptor, commitments.hash());
  }
}
