package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The envelope of every notification; decode it with {@link Codec#decodeAll} (wire 3.3). */
public sealed interface WireMessage<M> {
  /** Notifications of the validation peer set. */
  Codec<WireMessage<ValidationProtocol>> VALIDATION_CODEC = codec(ValidationProtocol.CODEC);

  /** Notifications of the collation peer set, version 1. */
  Codec<WireMessage<CollationProtocolV1>> COLLATION_V1_CODEC = codec(CollationProtocolV1.CODEC);

  /** Notifications of the collation peer set, version 2. */
  Codec<WireMessage<CollationProtocolV2>> COLLATION_V2_CODEC = codec(CollationProtocolV2.CODEC);

  /** Notifications of the collation peer set, version 3. */
  Codec<WireMessage<CollationProtocolV3>> COLLATION_V3_CODEC = codec(CollationProtocolV3.CODEC);

  /** Notifications of the collation peer set, version 4. */
  Codec<WireMessage<AdvertiseSegment>> COLLATION_V4_CODEC = codec(AdvertiseSegment.CODEC);

  /** A message of the protocol. */
  record ProtocolMessage<M>(M message) implements WireMessage<M> {}

  /** What the peer works on now. */
  record ViewUpdate<M>(View view) implements WireMessage<M> {}

  /** A notification that carries a message of statement distribution: it begins 01 03. */
  static WireMessage<ValidationProtocol> of(StatementDistributionMessage message) {
    return new ProtocolMessage<>(new ValidationProtocol.StatementDistribution(message));
  }

  /** 1 and a message, or 2 and a view. */
  static <M> Codec<WireMessage<M>> codec(Codec<M> message) {
    return Codec.of(
        "WireMessage", (value, out) -> encode(value, message, out), in -> decode(message, in));
  }

  private static <M> void encode(WireMessage<M> value, Codec<M> codec, ScaleWriter out) {
    switch (value) {
      case ProtocolMessage<M>(M message) -> out.u8(1).value(codec, message);
      case ViewUpdate<M>(View view) -> out.u8(2).value(View.CODEC, view);
    }
  }

  private static <M> WireMessage<M> decode(Codec<M> message, ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new ProtocolMessage<>(in.field("message", message));
      case 2 -> new ViewUpdate<>(in.field("view", View.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
