package dev.vouch.runtimeapi;

import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.ParaId;
import dev.vouch.scale.Codec;

/** Outputs of a candidate that the runtime shall check (wire 4.2). */
public record OutputsToCheck(ParaId para, CandidateCommitments commitments) {
  /** Fields in this order. */
  public static final Codec<OutputsToCheck> CODEC =
      Codec.of(
          "OutputsToCheck",
          (v, out) -> {
            ParaId.CODEC.encode(v.para, out);
            CandidateCommitments.CODEC.encode(v.commitments, out);
          },
          in ->
              new OutputsToCheck(
                  in.field("para", ParaId.CODEC),
                  in.field("commitments", CandidateCommitments.CODEC)));
}
