package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A message of the collation peer set, version 3, in its outer enum of one variant (wire 3.5). */
public sealed interface CollationProtocolV3 {
  /** A zero byte, then the discriminant and the fields. */
  Codec<CollationProtocolV3> CODEC =
      Codec.of("CollationProtocolV3", CollationProtocolV3::encode, CollationProtocolV3::decode);

  /** The sender collates for a para; the signature covers its peer id. */
  record Declare(PublicKey collator, ParaId paraId, Signature signature)
      implements CollationProtocolV3 {}

  /** A collation is ready. */
  record AdvertiseCollation(
      Hash schedulingParent,
      CandidateHash candidateHash,
      Hash parentHeadDataHash,
      DescriptorVersion candidateDescriptorVersion,
      Hash relayParent)
      implements CollationProtocolV3 {}

  /** The advertised collation was seconded. */
  record CollationSeconded(Hash schedulingParent, SignedFullStatement statement)
      implements CollationProtocolV3 {}

  private static void encode(CollationProtocolV3 value, ScaleWriter out) {
    switch (value) {
      case Declare(PublicKey collator, ParaId paraId, Signature signature) ->
          out.u8(0)
              .u8(0)
              .value(PublicKey.CODEC, collator)
              .value(ParaId.CODEC, paraId)
              .value(Signature.CODEC, signature);
      case AdvertiseCollation(
              Hash schedulingParent,
              CandidateHash candidateHash,
              Hash parentHeadDataHash,
              DescriptorVersion candidateDescriptorVersion,
              Hash relayParent) ->
          out.u8(0)
              .u8(1)
              .value(Hash.CODEC, schedulingParent)
              .value(CandidateHash.CODEC, candidateHash)
              .value(Hash.CODEC, parentHeadDataHash)
              .value(DescriptorVersionCodec.CODEC, candidateDescriptorVersion)
              .value(Hash.CODEC, relayParent);
      case CollationSeconded(Hash schedulingParent, SignedFullStatement statement) ->
          out.u8(0)
              .u8(4)
              .value(Hash.CODEC, schedulingParent)
              .value(SignedFullStatement.CODEC, statement);
    }
  }

  private static CollationProtocolV3 decode(ScaleReader in) throws ScaleException {
    int outer = in.tag();
    if (outer != 0) {
      throw in.unknownTag(outer);
    }
    int tag = in.tag();
    return switch (tag) {
      case 0 ->
          new Declare(
              in.field("collator", PublicKey.CODEC),
              in.field("para_id", ParaId.CODEC),
              in.field("signature", Signature.CODEC));
      case 1 ->
          new AdvertiseCollation(
              in.field("scheduling_parent", Hash.CODEC),
              in.field("candidate_hash", CandidateHash.CODEC),
              in.field("parent_head_data_hash", Hash.CODEC),
              in.field("candidate_descriptor_version", DescriptorVersionCodec.CODEC),
              in.field("relay_parent", Hash.CODEC));
      case 4 ->
          new CollationSeconded(
              in.field("scheduling_parent", Hash.CODEC),
              in.field("statement", SignedFullStatement.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
