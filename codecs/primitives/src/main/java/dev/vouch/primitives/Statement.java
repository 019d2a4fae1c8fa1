package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/**
 * A statement that carries the candidate when it is proposed (wire 2.8). Signed as its compact
 * form.
 */
public sealed interface Statement {
  /** 1 and the committed receipt, or 2 and the candidate hash. */
  Codec<Statement> CODEC = Codec.of("Statement", Statement::encode, Statement::decode);

  /** The validator proposes the candidate. */
  record Seconded(CommittedCandidateReceipt candidate) implements Statement {}

  /** The validator found the candidate valid. */
  record Valid(CandidateHash candidateHash) implements Statement {}

  /** The same statement by hash. */
  default CompactStatement compact() {
    return switch (this) {
      case Seconded(CommittedCandidateReceipt candidate) ->
          new CompactStatement.Seconded(candidate.hash());
      case Valid(CandidateHash hash) -> new CompactStatement.Valid(hash);
    };
  }

  private static void encode(Statement value, ScaleWriter out) {
    switch (value) {
      case Seconded(CommittedCandidateReceipt candidate) ->
          out.u8(1).value(CommittedCandidateReceipt.CODEC, candidate);
      case Valid(CandidateHash hash) -> out.u8(2).value(CandidateHash.CODEC, hash);
    }
  }

  private static Statement decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Seconded(in.field("Seconded", CommittedCandidateReceipt.CODEC));
      case 2 -> new Valid(in.field("Valid", CandidateHash.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
