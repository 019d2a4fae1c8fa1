package dev.vouch.runtimeapi;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.LegacyPendingSlashes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** The same as {@link UnappliedSlashes} with the kinds of older runtimes (wire 4.2). */
public record LegacyUnappliedSlashes(
    long session, CandidateHash candidate, LegacyPendingSlashes slashes) {
  /** Fields in this order. */
  public static final Codec<LegacyUnappliedSlashes> CODEC =
      Codec.of(
          "LegacyUnappliedSlashes",
          (v, out) -> {
            Scale.U32.encode(v.session, out);
            CandidateHash.CODEC.encode(v.candidate, out);
            LegacyPendingSlashes.CODEC.encode(v.slashes, out);
          },
          in ->
              new LegacyUnappliedSlashes(
                  in.field("session", Scale.U32),
                  in.field("candidate", CandidateHash.CODEC),
                  in.field("slashes", LegacyPendingSlashes.CODEC)));

  /**
   * What a runtime of today would have said; the fallback where it lacks {@code
   * unapplied_slashes_v2}.
   */
  public UnappliedSlashes toCurrent() {
    return new UnappliedSlashes(session, candidate, slashes.toCurrent());
  }
}
