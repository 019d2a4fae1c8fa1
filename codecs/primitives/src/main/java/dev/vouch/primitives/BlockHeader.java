package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;

/**
 * A relay-chain header (wire 2.16). The number is compact here only; digest items are kept as they
 * are encoded.
 */
public record BlockHeader(
    Hash parentHash, long number, Hash stateRoot, Hash extrinsicsRoot, List<Bytes> digest) {
  private static final Codec<List<Bytes>> DIGEST = Codec.vec(DigestItems.CODEC);

  /** Fields in this order. */
  public static final Codec<BlockHeader> CODEC =
      Codec.of(
          "BlockHeader",
          (v, out) -> {
            Hash.CODEC.encode(v.parentHash, out);
            Scale.COMPACT_U32.encode(v.number, out);
            Hash.CODEC.encode(v.stateRoot, out);
            Hash.CODEC.encode(v.extrinsicsRoot, out);
            DIGEST.encode(v.digest, out);
          },
          in ->
              new BlockHeader(
                  in.field("parent_hash", Hash.CODEC),
                  in.field("number", Scale.COMPACT_U32),
                  in.field("state_root", Hash.CODEC),
                  in.field("extrinsics_root", Hash.CODEC),
                  in.field("digest", DIGEST)));

  /** Copies the digest, refuses items that are none and numbers out of range. */
  public BlockHeader {
    digest = List.copyOf(digest);
    digest.forEach(DigestItems::check);
    U32.check("number", number);
  }

  /** BLAKE2b-256 of the encoding: the block hash. */
  public Hash hash() {
    return Hash.ofEncoded(CODEC, this);
  }
}
