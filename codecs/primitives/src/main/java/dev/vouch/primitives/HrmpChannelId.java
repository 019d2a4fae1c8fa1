package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A channel between two parachains (wire 2.3). */
public record HrmpChannelId(ParaId sender, ParaId recipient) {
  /** Fields in this order. */
  public static final Codec<HrmpChannelId> CODEC =
      Codec.of(
          "HrmpChannelId",
          (v, out) -> {
            ParaId.CODEC.encode(v.sender, out);
            ParaId.CODEC.encode(v.recipient, out);
          },
          in ->
              new HrmpChannelId(
                  in.field("sender", ParaId.CODEC), in.field("recipient", ParaId.CODEC)));
}
