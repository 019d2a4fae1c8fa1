package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;
import java.util.List;

/** How a vote for a disputed candidate came about (wire 2.16). */
public sealed interface ValidDisputeStatement {
  /** The discriminant, then the fields. */
  Codec<ValidDisputeStatement> CODEC =
      Codec.of(
          "ValidDisputeStatement", ValidDisputeStatement::encode, ValidDisputeStatement::decode);

  /** Cast for the dispute. */
  record Explicit() implements ValidDisputeStatement {}

  /** A Seconded statement at this scheduling parent. */
  record BackingSeconded(Hash inclusionParent) implements ValidDisputeStatement {}

  /** A Valid statement at this scheduling parent. */
  record BackingValid(Hash inclusionParent) implements ValidDisputeStatement {}

  /** An approval of this candidate. */
  record ApprovalChecking() implements ValidDisputeStatement {}

  /** An approval of several candidates, at most {@link Limits#MAX_COALESCE_APPROVALS}. */
  record ApprovalCheckingMultipleCandidates(List<CandidateHash> candidateHashes)
      implements ValidDisputeStatement {
    /** Copies lists and refuses numbers out of range. */
    public ApprovalCheckingMultipleCandidates {
      candidateHashes = List.copyOf(candidateHashes);
    }
  }

  private static void encode(ValidDisputeStatement value, ScaleWriter out) {
    switch (value) {
      case Explicit() -> out.u8(0);
      case BackingSeconded(Hash inclusionParent) -> out.u8(1).value(Hash.CODEC, inclusionParent);
      case BackingValid(Hash inclusionParent) -> out.u8(2).value(Hash.CODEC, inclusionParent);
      case ApprovalChecking() -> out.u8(3);
      case ApprovalCheckingMultipleCandidates(List<CandidateHash> candidateHashes) ->
          out.u8(4).value(ApprovalHashes.CODEC, candidateHashes);
    }
  }

  private static ValidDisputeStatement decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Explicit();
      case 1 -> new BackingSeconded(in.field("inclusion_parent", Hash.CODEC));
      case 2 -> new BackingValid(in.field("inclusion_parent", Hash.CODEC));
      case 3 -> new ApprovalChecking();
      case 4 ->
          new ApprovalCheckingMultipleCandidates(
              in.field("candidate_hashes", ApprovalHashes.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
