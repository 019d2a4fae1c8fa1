package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** The input of a PVF (wire 2.13). The block data is decompressed. */
public record ValidationParams(
    HeadData parentHead, Bytes blockData, long relayParentNumber, Hash relayParentStorageRoot) {
  /** Fields in this order. */
  public static final Codec<ValidationParams> CODEC =
      Codec.of(
          "ValidationParams",
          (v, out) -> {
            HeadData.CODEC.encode(v.parentHead, out);
            Bytes.CODEC.encode(v.blockData, out);
            Scale.U32.encode(v.relayParentNumber, out);
            Hash.CODEC.encode(v.relayParentStorageRoot, out);
          },
          in ->
              new ValidationParams(
                  in.field("parent_head", HeadData.CODEC),
                  in.field("block_data", Bytes.CODEC),
                  in.field("relay_parent_number", Scale.U32),
                  in.field("relay_parent_storage_root", Hash.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public ValidationParams {
    U32.check("relayParentNumber", relayParentNumber);
  }
}
