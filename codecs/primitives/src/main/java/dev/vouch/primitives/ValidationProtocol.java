package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/**
 * A message of the validation peer set, version 3 (wire 3.4). A notification that begins 01 04
 * carries approvals, which are not decoded here.
 */
public sealed interface ValidationProtocol {
  /** The discriminant, then the fields. */
  Codec<ValidationProtocol> CODEC =
      Codec.of("ValidationProtocol", ValidationProtocol::encode, ValidationProtocol::decode);

  /** An availability bitfield. */
  record BitfieldDistribution(BitfieldDistributionMessage message) implements ValidationProtocol {}

  /** A message of statement distribution. */
  record StatementDistribution(StatementDistributionMessage message)
      implements ValidationProtocol {}

  private static void encode(ValidationProtocol value, ScaleWriter out) {
    switch (value) {
      case BitfieldDistribution(BitfieldDistributionMessage message) ->
          out.u8(1).value(BitfieldDistributionMessage.CODEC, message);
      case StatementDistribution(StatementDistributionMessage message) ->
          out.u8(3).value(StatementDistributionMessage.CODEC, message);
    }
  }

  private static ValidationProtocol decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new BitfieldDistribution(in.field("message", BitfieldDistributionMessage.CODEC));
      case 3 -> new StatementDistribution(in.field("message", StatementDistributionMessage.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
