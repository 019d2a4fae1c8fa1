package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks a collator for a collation, version 1 (wire 3.6). */
public record CollationFetchingRequestV1(Hash schedulingParent, ParaId paraId) {
  /** Fields in this order. */
  public static final Codec<CollationFetchingRequestV1> CODEC =
      Codec.of(
          "CollationFetchingRequestV1",
          (v, out) -> {
            Hash.CODEC.encode(v.schedulingParent, out);
            ParaId.CODEC.encode(v.paraId, out);
          },
          in ->
              new CollationFetchingRequestV1(
                  in.field("scheduling_parent", Hash.CODEC), in.field("para_id", ParaId.CODEC)));
}
