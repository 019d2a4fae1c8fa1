package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to a dispute message (wire 3.6). */
public sealed interface DisputeResponse {
  /** The discriminant, then the fields. */
  Codec<DisputeResponse> CODEC =
      Codec.of("DisputeResponse", DisputeResponse::encode, DisputeResponse::decode);

  /** It was taken. */
  record Confirmed() implements DisputeResponse {}

  private static void encode(DisputeResponse value, ScaleWriter out) {
    switch (value) {
      case Confirmed() -> out.u8(0);
    }
  }

  private static DisputeResponse decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Confirmed();
      default -> throw in.unknownTag(tag);
    };
  }
}
