package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A message of the collation peer set, version 2, in its outer enum of one variant (wire 3.5). */
public sealed interface CollationProtocolV2 {
  /** A zero byte, then the discriminant and the fields. */
  Codec<CollationProtocolV2> CODEC =
      Codec.of("CollationProtocolV2", CollationProtocolV2::encode, CollationProtocolV2::decode);

  /** The sender collates for a para; the signature covers its peer id. */
  record Declare(PublicKey collator, ParaId paraId, Signature signature)
      implements CollationProtocolV2 {}

  /** A collation is ready. */
  record AdvertiseCollation(
      Hash schedulingParent, CandidateHash candidateHash, Hash parentHeadDataHash)
      implements CollationProtocolV2 {}

  /** The advertised collation was seconded. */
  record CollationSeconded(Hash schedulingParent, SignedFullStatement statement)
      implements CollationProtocolV2 {}

  private static void encode(CollationProtocolV2 value, ScaleWriter out) {
    switch (value) {
      case Declare(PublicKey collator, ParaId paraId, Signature signature) ->
          CollationMessages.declare(out, collator, paraId, signature);
      case AdvertiseCollation(
              Hash schedulingParent,
              CandidateHash candidateHash,
              Hash parentHeadDataHash) ->
          CollationMessages.advertise(out, schedulingParent)
              .value(CandidateHash.CODEC, candidateHash)
              .value(Hash.CODEC, parentHeadDataHash);
      case CollationSeconded(Hash schedulingParent, SignedFullStatement statement) ->
          CollationMessages.seconded(out, schedulingParent, statement);
    }
  }

  private static CollationProtocolV2 decode(ScaleReader in) throws ScaleException {
    return CollationMessages.decode(
        in,
        Declare::new,
        (parent, rest) ->
            new AdvertiseCollation(
                parent,
                rest.field("candidate_hash", CandidateHash.CODEC),
                rest.field("parent_head_data_hash", Hash.CODEC)),
        CollationSeconded::new);
  }
}
