package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to a collation request, versions 1 and 2 (wire 3.6). */
public sealed interface CollationFetchingResponse {
  /** The discriminant, then the fields. */
  Codec<CollationFetchingResponse> CODEC =
      Codec.of(
          "CollationFetchingResponse",
          CollationFetchingResponse::encode,
          CollationFetchingResponse::decode);

  /** The collation. */
  record Collation(CandidateReceipt receipt, PoV pov) implements CollationFetchingResponse {}

  /** The collation of a para with several cores. */
  record CollationWithParentHeadData(CandidateReceipt receipt, PoV pov, HeadData parentHeadData)
      implements CollationFetchingResponse {}

  private static void encode(CollationFetchingResponse value, ScaleWriter out) {
    switch (value) {
      case Collation(CandidateReceipt receipt, PoV pov) ->
          out.u8(0).value(CandidateReceipt.CODEC, receipt).value(PoV.CODEC, pov);
      case CollationWithParentHeadData(
              CandidateReceipt receipt,
              PoV pov,
              HeadData parentHeadData) ->
          out.u8(1)
              .value(CandidateReceipt.CODEC, receipt)
              .value(PoV.CODEC, pov)
              .value(HeadData.CODEC, parentHeadData);
    }
  }

  private static CollationFetchingResponse decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 ->
          new Collation(in.field("receipt", CandidateReceipt.CODEC), in.field("pov", PoV.CODEC));
      case 1 ->
          new CollationWithParentHeadData(
              in.field("receipt", CandidateReceipt.CODEC),
              in.field("pov", PoV.CODEC),
              in.field("parent_head_data", HeadData.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
