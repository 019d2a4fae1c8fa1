package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to an {@link AvailableDataFetchingRequest} (wire 3.6). */
public sealed interface AvailableDataFetchingResponse {
  /** The discriminant, then the fields. */
  Codec<AvailableDataFetchingResponse> CODEC =
      Codec.of(
          "AvailableDataFetchingResponse",
          AvailableDataFetchingResponse::encode,
          AvailableDataFetchingResponse::decode);

  /** The data. */
  record Found(AvailableData data) implements AvailableDataFetchingResponse {}

  /** It is not here. */
  record NoSuchData() implements AvailableDataFetchingResponse {}

  private static void encode(AvailableDataFetchingResponse value, ScaleWriter out) {
    switch (value) {
      case Found(AvailableData data) -> out.u8(0).value(AvailableData.CODEC, data);
      case NoSuchData() -> out.u8(1);
    }
  }

  private static AvailableDataFetchingResponse decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Found(in.field("data", AvailableData.CODEC));
      case 1 -> new NoSuchData();
      default -> throw in.unknownTag(tag);
    };
  }
}
