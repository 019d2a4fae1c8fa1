package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A message to another parachain (wire 2.3). */
public record OutboundHrmpMessage(ParaId recipient, Bytes data) {
  /** Fields in this order. */
  public static final Codec<OutboundHrmpMessage> CODEC =
      Codec.of(
          "OutboundHrmpMessage",
          (v, out) -> {
            ParaId.CODEC.encode(v.recipient, out);
            Bytes.CODEC.encode(v.data, out);
          },
          in ->
              new OutboundHrmpMessage(
                  in.field("recipient", ParaId.CODEC), in.field("data", Bytes.CODEC)));
}
