package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;

/** The votes that a block carries (wire 2.16). */
public record ScrapedOnChainVotes(
    long session,
    List<BackingVotes> backingValidatorsPerCandidate,
    List<DisputeStatementSet> disputes) {
  private static final Codec<List<BackingVotes>> BACKING_VALIDATORS_PER_CANDIDATE =
      Codec.vec(BackingVotes.CODEC);
  private static final Codec<List<DisputeStatementSet>> DISPUTES =
      Codec.vec(DisputeStatementSet.CODEC);

  /** Fields in this order. */
  public static final Codec<ScrapedOnChainVotes> CODEC =
      Codec.of(
          "ScrapedOnChainVotes",
          (v, out) -> {
            Scale.U32.encode(v.session, out);
            BACKING_VALIDATORS_PER_CANDIDATE.encode(v.backingValidatorsPerCandidate, out);
            DISPUTES.encode(v.disputes, out);
          },
          in ->
              new ScrapedOnChainVotes(
                  in.field("session", Scale.U32),
                  in.field("backing_validators_per_candidate", BACKING_VALIDATORS_PER_CANDIDATE),
                  in.field("disputes", DISPUTES)));

  /** Copies lists and refuses numbers out of range. */
  public ScrapedOnChainVotes {
    U32.check("session", session);
    backingValidatorsPerCandidate = List.copyOf(backingValidatorsPerCandidate);
    disputes = List.copyOf(disputes);
  }
}
