package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A message from the relay chain (wire 2.3). */
public record InboundDownwardMessage(long sentAt, Bytes msg) {
  /** Fields in this order. */
  public static final Codec<InboundDownwardMessage> CODEC =
      Codec.of(
          "InboundDownwardMessage",
          (v, out) -> {
            Scale.U32.encode(v.sentAt, out);
            Bytes.CODEC.encode(v.msg, out);
          },
          in ->
              new InboundDownwardMessage(
                  in.field("sent_at", Scale.U32), in.field("msg", Bytes.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public InboundDownwardMessage {
    U32.check("sentAt", sentAt);
  }
}
