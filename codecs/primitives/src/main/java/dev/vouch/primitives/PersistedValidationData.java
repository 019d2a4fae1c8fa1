package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** What validation needs of the relay chain, fixed by the relay parent (wire 2.2). */
public record PersistedValidationData(
    HeadData parentHead, long relayParentNumber, Hash relayParentStorageRoot, long maxPovSize) {
  /** Fields in this order. */
  public static final Codec<PersistedValidationData> CODEC =
      Codec.of(
          "PersistedValidationData",
          (v, out) -> {
            HeadData.CODEC.encode(v.parentHead, out);
            Scale.U32.encode(v.relayParentNumber, out);
            Hash.CODEC.encode(v.relayParentStorageRoot, out);
            Scale.U32.encode(v.maxPovSize, out);
          },
          in ->
              new PersistedValidationData(
                  in.field("parent_head", HeadData.CODEC),
                  in.field("relay_parent_number", Scale.U32),
                  in.field("relay_parent_storage_root", Hash.CODEC),
                  in.field("max_pov_size", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public PersistedValidationData {
    U32.check("relayParentNumber", relayParentNumber);
    U32.check("maxPovSize", maxPovSize);
  }

  /** BLAKE2b-256 of the encoding. */
  public Hash hash() {
    return Hash.ofEncoded(CODEC, this);
  }
}
