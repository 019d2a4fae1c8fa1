package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to a collation request, version 3 (wire 3.6). */
public sealed interface CollationFetchingResponseV3 {
  /** The discriminant, then the fields. */
  Codec<CollationFetchingResponseV3> CODEC =
      Codec.of(
          "CollationFetchingResponseV3",
          CollationFetchingResponseV3::encode,
          CollationFetchingResponseV3::decode);

  /** The collation. */
  record Collation(CandidateReceipt receipt, PoV pov, HeadData parentHeadData)
      implements CollationFetchingResponseV3 {}

  private static void encode(CollationFetchingResponseV3 value, ScaleWriter out) {
    switch (value) {
      case Collation(CandidateReceipt receipt, PoV pov, HeadData parentHeadData) ->
          out.u8(0)
              .value(CandidateReceipt.CODEC, receipt)
              .value(PoV.CODEC, pov)
              .value(HeadData.CODEC, parentHeadData);
    }
  }

  private static CollationFetchingResponseV3 decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 ->
          new Collation(
              in.field("receipt", CandidateReceipt.CODEC),
              in.field("pov", PoV.CODEC),
              in.field("parent_head_data", HeadData.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
