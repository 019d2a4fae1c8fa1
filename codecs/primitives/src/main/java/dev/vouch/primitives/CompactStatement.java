package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A statement about a candidate by its hash, 37 bytes that begin with "BKNG" (wire 2.8). */
public sealed interface CompactStatement {
  /** Magic, 1 or 2, candidate hash. */
  Codec<CompactStatement> CODEC =
      Codec.of("CompactStatement", CompactStatement::encode, CompactStatement::decode);

  /** The candidate that the statement is about. */
  CandidateHash candidateHash();

  /** The validator proposes the candidate. */
  record Seconded(CandidateHash candidateHash) implements CompactStatement {}

  /** The validator found the candidate valid. */
  record Valid(CandidateHash candidateHash) implements CompactStatement {}

  /** The bytes to sign: the statement, then the context (wire 2.9). */
  default Bytes signingPayload(SigningContext context) {
    return SigningPayloads.statement(this, context);
  }

  private static void encode(CompactStatement value, ScaleWriter out) {
    int tag =
        switch (value) {
          case Seconded seconded -> 1;
          case Valid valid -> 2;
        };
    out.raw(SigningPayloads.BACKING_MAGIC)
        .u8(tag)
        .value(CandidateHash.CODEC, value.candidateHash());
  }

  private static CompactStatement decode(ScaleReader in) throws ScaleException {
    int start = in.position();
    if (!Bytes.wrap(in.raw(4)).equals(SigningPayloads.BACKING_MAGIC)) {
      throw in.failureAt(start, "a compact statement begins with BKNG");
    }
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Seconded(in.field("Seconded", CandidateHash.CODEC));
      case 2 -> new Valid(in.field("Valid", CandidateHash.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
