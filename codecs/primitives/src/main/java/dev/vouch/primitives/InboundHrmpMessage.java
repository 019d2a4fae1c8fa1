package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A message from another parachain (wire 2.3). */
public record InboundHrmpMessage(long sentAt, Bytes data) {
  /** Fields in this order. */
  public static final Codec<InboundHrmpMessage> CODEC =
      Codec.of(
          "InboundHrmpMessage",
          (v, out) -> {
            Scale.U32.encode(v.sentAt, out);
            Bytes.CODEC.encode(v.data, out);
          },
          in ->
              new InboundHrmpMessage(
                  in.field("sent_at", Scale.U32), in.field("data", Bytes.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public InboundHrmpMessage {
    U32.check("sentAt", sentAt);
  }
}
