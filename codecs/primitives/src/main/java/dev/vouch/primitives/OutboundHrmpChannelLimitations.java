package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** What is left of a channel (wire 2.17). */
public record OutboundHrmpChannelLimitations(long bytesRemaining, long messagesRemaining) {
  /** Fields in this order. */
  public static final Codec<OutboundHrmpChannelLimitations> CODEC =
      Codec.of(
          "OutboundHrmpChannelLimitations",
          (v, out) -> {
            Scale.U32.encode(v.bytesRemaining, out);
            Scale.U32.encode(v.messagesRemaining, out);
          },
          in ->
              new OutboundHrmpChannelLimitations(
                  in.field("bytes_remaining", Scale.U32),
                  in.field("messages_remaining", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public OutboundHrmpChannelLimitations {
    U32.check("bytesRemaining", bytesRemaining);
    U32.check("messagesRemaining", messagesRemaining);
  }
}
