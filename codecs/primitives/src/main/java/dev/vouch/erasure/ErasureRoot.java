package dev.vouch.erasure;

import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.ErasureChunk;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.List;

/** Available data as chunks under an erasure root (wire 6.4, 6.6, 6.8). */
public final class ErasureRoot {
  private ErasureRoot() {}

  /** The erasure root for a session of so many validators: what a descriptor must commit to. */
  public static Hash of(int validators, AvailableData data) throws ErasureException {
    return ChunkTrie.root(ErasureCode.encode(validators, encoded(data)));
  }

  /** All chunks with their proofs, position by position. */
  public static List<ErasureChunk> chunks(int validators, AvailableData data)
      throws ErasureException {
    List<Bytes> chunks = ErasureCode.encode(validators, encoded(data));
    ChunkTrie trie = ChunkTrie.of(chunks);
    List<ErasureChunk> out = new ArrayList<>(chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      ChunkIndex index = new ChunkIndex(i);
      out.add(new ErasureChunk(chunks.get(i), index, trie.proof(index)));
    }
    return out;
  }

  /** Whether the chunk is the one under this root. */
  public static boolean holds(Hash root, ErasureChunk chunk) {
    try {
      return ChunkTrie.chunkHash(root, chunk.proof(), chunk.index())
          .equals(Hash.blake2b256(chunk.chunk()));
    } catch (ErasureException e) {
      return false;
    }
  }

  private static Bytes encoded(AvailableData data) {
    return AvailableData.CODEC.encodeToBytes(data);
  }
}
