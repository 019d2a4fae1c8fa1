package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** Names a validator that lost a dispute (wire 2.16). */
public record DisputeProof(
    long sessionIndex,
    CandidateHash candidateHash,
    DisputeOffenceKind kind,
    ValidatorIndex validatorIndex,
    PublicKey validatorId) {
  /** Fields in this order. */
  public static final Codec<DisputeProof> CODEC =
      Codec.of(
          "DisputeProof",
          (v, out) -> {
            Scale.U32.encode(v.sessionIndex, out);
            CandidateHash.CODEC.encode(v.candidateHash, out);
            DisputeOffenceKind.CODEC.encode(v.kind, out);
            ValidatorIndex.CODEC.encode(v.validatorIndex, out);
            PublicKey.CODEC.encode(v.validatorId, out);
          },
          in ->
              new DisputeProof(
                  in.field("session_index", Scale.U32),
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("kind", DisputeOffenceKind.CODEC),
                  in.field("validator_index", ValidatorIndex.CODEC),
                  in.field("validator_id", PublicKey.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public DisputeProof {
    U32.check("sessionIndex", sessionIndex);
  }
}
