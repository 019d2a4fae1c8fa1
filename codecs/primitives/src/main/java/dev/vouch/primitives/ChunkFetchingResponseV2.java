package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to a chunk request, version 2 (wire 3.6). */
public sealed interface ChunkFetchingResponseV2 {
  /** The discriminant, then the fields. */
  Codec<ChunkFetchingResponseV2> CODEC =
      Codec.of(
          "ChunkFetchingResponseV2",
          ChunkFetchingResponseV2::encode,
          ChunkFetchingResponseV2::decode);

  /** The chunk. */
  record Chunk(ErasureChunk chunk) implements ChunkFetchingResponseV2 {}

  /** It is not here. */
  record NoSuchChunk() implements ChunkFetchingResponseV2 {}

  private static void encode(ChunkFetchingResponseV2 value, ScaleWriter out) {
    switch (value) {
      case Chunk(ErasureChunk chunk) -> out.u8(0).value(ErasureChunk.CODEC, chunk);
      case NoSuchChunk() -> out.u8(1);
    }
  }

  private static ChunkFetchingResponseV2 decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Chunk(in.field("chunk", ErasureChunk.CODEC));
      case 1 -> new NoSuchChunk();
      default -> throw in.unknownTag(tag);
    };
  }
}
