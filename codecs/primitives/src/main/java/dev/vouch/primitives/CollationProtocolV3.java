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
          CollationMessages.declare(out, collator, paraId, signature);
      case AdvertiseCollation(
              Hash schedulingParent,
              CandidateHash candidateHash,
              Hash parentHeadDataHash,
              DescriptorVersion candidateDescriptorVersion,
              Hash relayParent) ->
          CollationMessages.advertise(out, schedulingParent)
              .value(CandidateHash.CODEC, candidateHash)
              .value(Hash.CODEC, parentHeadDataHash)
              .value(DescriptorVersionCodec.CODEC, candidateDescriptorVersion)
              .value(Hash.CODEC, relayParent);
      case CollationSeconded(Hash schedulingParent, SignedFullStatement statement) ->
          CollationMessages.seconded(out, schedulingParent, statement);
    }
  }

  private static CollationProtocolV3 decode(ScaleReader in) throws ScaleException {
    return CollationMessages.decode(
        in,
        Declare::new,
        (parent, rest) ->
            new AdvertiseCollation(
                parent,
                rest.field("candidate_hash", CandidateHash.CODEC),
                rest.field("parent_head_data_hash", Hash.CODEC),
                rest.field("candidate_descriptor_version", DescriptorVersionCodec.CODEC),
                rest.field("relay_parent", Hash.CODEC)),
        CollationSeconded::new);
  }
}
