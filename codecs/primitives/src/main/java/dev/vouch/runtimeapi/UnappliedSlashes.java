package dev.vouch.runtimeapi;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.PendingSlashes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** Validators of a session that are still to be slashed for one dispute (wire 4.2). */
public record UnappliedSlashes(long session, CandidateHash candidate, PendingSlashes slashes) {
  /** Fields in this order. */
  public static final Codec<UnappliedSlashes> CODEC =
      Codec.of(
          "UnappliedSlashes",
          (v, out) -> {
            Scale.U32.encode(v.session, out);
            CandidateHash.CODEC.encode(v.candidate, out);
            PendingSlashes.CODEC.encode(v.slashes, out);
          },
          in ->
              new UnappliedSlashes(
                  in.field("session", Scale.U32),
                  in.field("candidate", CandidateHash.CODEC),
                  in.field("slashes", PendingSlashes.CODEC)));
}
