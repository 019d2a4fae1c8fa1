package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;

/** The bounded list of candidates in an approval of several. */
final class ApprovalHashes {
  static final Codec<List<CandidateHash>> CODEC =
      Codec.vec(CandidateHash.CODEC, Limits.MAX_COALESCE_APPROVALS);

  private ApprovalHashes() {}
}
