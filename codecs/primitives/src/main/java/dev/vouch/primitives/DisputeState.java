package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.Optional;

/** Who voted how in a dispute, and when it began and ended (wire 2.16). */
public record DisputeState(
    BitList validatorsFor, BitList validatorsAgainst, long start, Optional<Long> concludedAt) {
  private static final Codec<Optional<Long>> CONCLUDED_AT = Codec.option(Scale.U32);

  /** Fields in this order. */
  public static final Codec<DisputeState> CODEC =
      Codec.of(
          "DisputeState",
          (v, out) -> {
            BitList.CODEC.encode(v.validatorsFor, out);
            BitList.CODEC.encode(v.validatorsAgainst, out);
            Scale.U32.encode(v.start, out);
            CONCLUDED_AT.encode(v.concludedAt, out);
          },
          in ->
              new DisputeState(
                  in.field("validators_for", BitList.CODEC),
                  in.field("validators_against", BitList.CODEC),
                  in.field("start", Scale.U32),
                  in.field("concluded_at", CONCLUDED_AT)));

  /** Copies lists and refuses numbers out of range. */
  public DisputeState {
    U32.check("start", start);
  }
}
