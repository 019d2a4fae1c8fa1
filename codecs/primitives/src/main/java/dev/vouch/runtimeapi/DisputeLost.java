package dev.vouch.runtimeapi;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.DisputeProof;
import dev.vouch.scale.Codec;

/** Who lost a dispute, and the proof that the key was its own; opaque to us (wire 4.2). */
public record DisputeLost(DisputeProof dispute, Bytes keyOwnership) {
  /** Fields in this order. */
  public static final Codec<DisputeLost> CODEC =
      Codec.of(
          "DisputeLost",
          (v, out) -> {
            DisputeProof.CODEC.encode(v.dispute, out);
            Bytes.CODEC.encode(v.keyOwnership, out);
          },
          in ->
              new DisputeLost(
                  in.field("dispute", DisputeProof.CODEC), in.field("key_ownership", Bytes.CODEC)));
}
