package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;

/** The votes that backed a candidate on chain (wire 2.16). */
public record BackingVotes(CandidateReceipt receipt, List<BackingVote> votes) {
  private static final Codec<List<BackingVote>> VOTES = Codec.vec(BackingVote.CODEC);

  /** Fields in this order. */
  public static final Codec<BackingVotes> CODEC =
      Codec.of(
          "BackingVotes",
          (v, out) -> {
            CandidateReceipt.CODEC.encode(v.receipt, out);
            VOTES.encode(v.votes, out);
          },
          in ->
              new BackingVotes(
                  in.field("receipt", CandidateReceipt.CODEC), in.field("votes", VOTES)));

  /** Copies lists and refuses numbers out of range. */
  public BackingVotes {
    votes = List.copyOf(votes);
  }
}
