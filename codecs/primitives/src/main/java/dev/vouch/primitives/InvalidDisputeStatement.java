package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** How a vote against a disputed candidate came about (wire 2.16). */
public sealed interface InvalidDisputeStatement {
  /** The discriminant, then the fields. */
  Codec<InvalidDisputeStatement> CODEC =
      Codec.of(
          "InvalidDisputeStatement",
          InvalidDisputeStatement::encode,
          InvalidDisputeStatement::decode);

  /** Cast for the dispute. */
  record Explicit() implements InvalidDisputeStatement {}

  private static void encode(InvalidDisputeStatement value, ScaleWriter out) {
    switch (value) {
      case Explicit() -> out.u8(0);
    }
  }

  private static InvalidDisputeStatement decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Explicit();
      default -> throw in.unknownTag(tag);
    };
  }
}
