package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A vote on a disputed candidate (wire 2.16). */
public sealed interface DisputeStatement {
  /** The discriminant, then the fields. */
  Codec<DisputeStatement> CODEC =
      Codec.of("DisputeStatement", DisputeStatement::encode, DisputeStatement::decode);

  /** For the candidate. */
  record Valid(ValidDisputeStatement statement) implements DisputeStatement {}

  /** Against the candidate. */
  record Invalid(InvalidDisputeStatement statement) implements DisputeStatement {}

  private static void encode(DisputeStatement value, ScaleWriter out) {
    switch (value) {
      case Valid(ValidDisputeStatement statement) ->
          out.u8(0).value(ValidDisputeStatement.CODEC, statement);
      case Invalid(InvalidDisputeStatement statement) ->
          out.u8(1).value(InvalidDisputeStatement.CODEC, statement);
    }
  }

  private static DisputeStatement decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Valid(in.field("statement", ValidDisputeStatement.CODEC));
      case 1 -> new Invalid(in.field("statement", InvalidDisputeStatement.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
