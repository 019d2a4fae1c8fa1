package dev.vouch.runtimeapi;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.DisputeState;
import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A dispute that the chain knows (wire 4.2). */
public record DisputeInSession(long session, CandidateHash candidate, DisputeState state) {
  /** Fields in this order. */
  public static final Codec<DisputeInSession> CODEC =
      Codec.of(
          "DisputeInSession",
          (v, out) -> {
            Scale.U32.encode(v.session, out);
            CandidateHash.CODEC.encode(v.candidate, out);
            DisputeState.CODEC.encode(v.state, out);
          },
          in ->
              new DisputeInSession(
                  in.field("session", Scale.U32),
                  in.field("candidate", CandidateHash.CODEC),
                  in.field("state", DisputeState.CODEC)));
}
