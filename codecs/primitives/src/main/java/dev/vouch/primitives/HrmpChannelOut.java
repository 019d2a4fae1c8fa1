package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** An outbound channel and what is left of it (wire 2.17). */
public record HrmpChannelOut(ParaId paraId, long bytesRemaining, long messagesRemaining) {
  /** Fields in this order. */
  public static final Codec<HrmpChannelOut> CODEC =
      Codec.of(
          "HrmpChannelOut",
          (v, out) -> {
            ParaId.CODEC.encode(v.paraId, out);
            Scale.U32.encode(v.bytesRemaining, out);
            Scale.U32.encode(v.messagesRemaining, out);
          },
          in ->
              new HrmpChannelOut(
                  in.field("para_id", ParaId.CODEC),
                  in.field("bytes_remaining", Scale.U32),
                  in.field("messages_remaining", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public HrmpChannelOut {
    U32.check("bytesRemaining", bytesRemaining);
    U32.check("messagesRemaining", messagesRemaining);
  }
}
