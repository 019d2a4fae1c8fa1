package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Asks a collator for a collation, version 3 (wire 3.6). */
public record CollationFetchingRequestV3(
    Hash schedulingParent, ParaId paraId, Hash outputHeadDataHash) {
  /** Fields in this order. */
  public static final Codec<CollationFetchingRequestV3> CODEC =
      Codec.of(
          "CollationFetchingRequestV3",
          (v, out) -> {
            Hash.CODEC.encode(v.schedulingParent, out);
            ParaId.CODEC.encode(v.paraId, out);
            Hash.CODEC.encode(v.outputHeadDataHash, out);
          },
          in ->
              new CollationFetchingRequestV3(
                  in.field("scheduling_parent", Hash.CODEC),
                  in.field("para_id", ParaId.CODEC),
                  in.field("output_head_data_hash", Hash.CODEC)));
}
