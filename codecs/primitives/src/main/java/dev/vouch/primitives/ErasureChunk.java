package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** One chunk of a candidate and its place in the trie (wire 2.14). */
public record ErasureChunk(Bytes chunk, ChunkIndex index, ChunkProof proof) {
  /** Fields in this order. */
  public static final Codec<ErasureChunk> CODEC =
      Codec.of(
          "ErasureChunk",
          (v, out) -> {
            Bytes.CODEC.encode(v.chunk, out);
            ChunkIndex.CODEC.encode(v.index, out);
            ChunkProof.CODEC.encode(v.proof, out);
          },
          in ->
              new ErasureChunk(
                  in.field("chunk", Bytes.CODEC),
                  in.field("index", ChunkIndex.CODEC),
                  in.field("proof", ChunkProof.CODEC)));
}
