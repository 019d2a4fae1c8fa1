package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A message of bitfield distribution (wire 3.4). */
public sealed interface BitfieldDistributionMessage {
  /** The discriminant, then the fields. */
  Codec<BitfieldDistributionMessage> CODEC =
      Codec.of(
          "BitfieldDistributionMessage",
          BitfieldDistributionMessage::encode,
          BitfieldDistributionMessage::decode);

  /** A signed bitfield about a block. */
  record Bitfield(Hash relayParent, SignedAvailabilityBitfield bitfield)
      implements BitfieldDistributionMessage {}

  private static void encode(BitfieldDistributionMessage value, ScaleWriter out) {
    switch (value) {
      case Bitfield(Hash relayParent, SignedAvailabilityBitfield bitfield) ->
          out.u8(0)
              .value(Hash.CODEC, relayParent)
              .value(SignedAvailabilityBitfield.CODEC, bitfield);
    }
  }

  private static BitfieldDistributionMessage decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 ->
          new Bitfield(
              in.field("relay_parent", Hash.CODEC),
              in.field("bitfield", SignedAvailabilityBitfield.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
