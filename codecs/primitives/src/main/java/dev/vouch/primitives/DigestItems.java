package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** Digest items of a header, kept as their encoding: only their boundaries matter here. */
final class DigestItems {
  static final Codec<Bytes> CODEC =
      Codec.of("DigestItem", (item, out) -> out.raw(item), DigestItems::decode);

  private static final int OTHER = 0;
  private static final int CONSENSUS = 4;
  private static final int SEAL = 5;
  private static final int PRE_RUNTIME = 6;
  private static final int RUNTIME_ENVIRONMENT_UPDATED = 8;
  private static final int ENGINE_ID_BYTES = 4;

  private DigestItems() {}

  static void check(Bytes item) {
    try {
      CODEC.decodeAll(item);
    } catch (ScaleException e) {
      throw new IllegalArgumentException("not one digest item: " + e.getMessage(), e);
    }
  }

  private static Bytes decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    ScaleWriter item = new ScaleWriter().u8(tag);
    switch (tag) {
      case OTHER -> item.value(Bytes.CODEC, Bytes.CODEC.decode(in));
      case CONSENSUS, SEAL, PRE_RUNTIME ->
          item.raw(in.raw(ENGINE_ID_BYTES)).value(Bytes.CODEC, Bytes.CODEC.decode(in));
      case RUNTIME_ENVIRONMENT_UPDATED -> {}
      default -> throw in.unknownTag(tag);
    }
    return item.toBytes();
  }
}
