package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** The answer to a chunk request, version 1: the index is that of the responder (wire 3.6). */
public sealed interface ChunkFetchingResponseV1 {
  /** The discriminant, then the fields. */
  Codec<ChunkFetchingResponseV1> CODEC =
      Codec.of(
          "ChunkFetchingResponseV1",
          ChunkFetchingResponseV1::encode,
          ChunkFetchingResponseV1::decode);

  /** The chunk. */
  record Chunk(Bytes chunk, ChunkProof proof) implements ChunkFetchingResponseV1 {}

  /** It is not here. */
  record NoSuchChunk() implements ChunkFetchingResponseV1 {}

  private static void encode(ChunkFetchingResponseV1 value, ScaleWriter out) {
    switch (value) {
      case Chunk(Bytes chunk, ChunkProof proof) ->
          out.u8(0).value(Bytes.CODEC, chunk).value(ChunkProof.CODEC, proof);
      case NoSuchChunk() -> out.u8(1);
    }
  }

  private static ChunkFetchingResponseV1 decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Chunk(in.field("chunk", Bytes.CODEC), in.field("proof", ChunkProof.CODEC));
      case 1 -> new NoSuchChunk();
      default -> throw in.unknownTag(tag);
    };
  }
}
