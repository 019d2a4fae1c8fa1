package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** One candidate of a segment (wire 3.5). */
public record CandidateFingerprint(
    Hash outputHeadDataHash, Hash parentHeadDataHash, int claimQueueOffset) {
  /** Fields in this order. */
  public static final Codec<CandidateFingerprint> CODEC =
      Codec.of(
          "CandidateFingerprint",
          (v, out) -> {
            Hash.CODEC.encode(v.outputHeadDataHash, out);
            Hash.CODEC.encode(v.parentHeadDataHash, out);
            Scale.U8.encode(v.claimQueueOffset, out);
          },
          in ->
              new CandidateFingerprint(
                  in.field("output_head_data_hash", Hash.CODEC),
                  in.field("parent_head_data_hash", Hash.CODEC),
                  in.field("claim_queue_offset", Scale.U8)));
}
