package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to a {@link PoVFetchingRequest} (wire 3.6). */
public sealed interface PoVFetchingResponse {
  /** The discriminant, then the fields. */
  Codec<PoVFetchingResponse> CODEC =
      Codec.of("PoVFetchingResponse", PoVFetchingResponse::encode, PoVFetchingResponse::decode);

  /** The PoV. */
  record Found(PoV pov) implements PoVFetchingResponse {}

  /** It is not here. */
  record NoSuchPoV() implements PoVFetchingResponse {}

  private static void encode(PoVFetchingResponse value, ScaleWriter out) {
    switch (value) {
      case Found(PoV pov) -> out.u8(0).value(PoV.CODEC, pov);
      case NoSuchPoV() -> out.u8(1);
    }
  }

  private static PoVFetchingResponse decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Found(in.field("pov", PoV.CODEC));
      case 1 -> new NoSuchPoV();
      default -> throw in.unknownTag(tag);
    };
  }
}
