package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A message of the collation peer set, version 1, in its outer enum of one variant (wire 3.5). */
public sealed interface CollationProtocolV1 {
  /** A zero byte, then the discriminant and the fields. */
  Codec<CollationProtocolV1> CODEC =
      Codec.of("CollationProtocolV1", CollationProtocolV1::encode, CollationProtocolV1::decode);

  /** The sender collates for a para; the signature covers its peer id. */
  record Declare(PublicKey collator, ParaId paraId, Signature signature)
      implements CollationProtocolV1 {}

  /** A collation is ready. */
  record AdvertiseCollation(Hash schedulingParent) implements CollationProtocolV1 {}

  /** The advertised collation was seconded. */
  record CollationSeconded(Hash schedulingParent, SignedFullStatement statement)
      implements CollationProtocolV1 {}

  private static void encode(CollationProtocolV1 value, ScaleWriter out) {
    switch (value) {
      case Declare(PublicKey collator, ParaId paraId, Signature signature) ->
          CollationMessages.declare(out, collator, paraId, signature);
      case AdvertiseCollation(Hash schedulingParent) ->
          CollationMessages.advertise(out, schedulingParent);
      case CollationSeconded(Hash schedulingParent, SignedFullStatement statement) ->
          CollationMessages.seconded(out, schedulingParent, statement);
    }
  }

  private static CollationProtocolV1 decode(ScaleReader in) throws ScaleException {
    return CollationMessages.decode(
        in, Declare::new, (parent, rest) -> new AdvertiseCollation(parent), CollationSeconded::new);
  }
}
