package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** Asynchronous backing as configured (wire 2.17). */
public record AsyncBackingParams(long maxCandidateDepth, long allowedAncestryLen) {
  /** Fields in this order. */
  public static final Codec<AsyncBackingParams> CODEC =
      Codec.of(
          "AsyncBackingParams",
          (v, out) -> {
            Scale.U32.encode(v.maxCandidateDepth, out);
            Scale.U32.encode(v.allowedAncestryLen, out);
          },
          in ->
              new AsyncBackingParams(
                  in.field("max_candidate_depth", Scale.U32),
                  in.field("allowed_ancestry_len", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public AsyncBackingParams {
    U32.check("maxCandidateDepth", maxCandidateDepth);
    U32.check("allowedAncestryLen", allowedAncestryLen);
  }
}
