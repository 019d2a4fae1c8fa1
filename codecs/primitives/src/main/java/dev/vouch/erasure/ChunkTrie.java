package dev.vouch.erasure;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.ChunkProof;
import dev.vouch.primitives.Hash;
import dev.vouch.trie.Lookup;
import dev.vouch.trie.Trie;
import dev.vouch.trie.TrieHasher;
import dev.vouch.trie.TrieLayout;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trie from chunk index to the chunk's hash; its root is the erasure root (wire 6.6). */
public final class ChunkTrie {
  private final Trie trie;

  private ChunkTrie(Trie trie) {
    this.trie = trie;
  }

  /** Over all chunks of a candidate, position by position. */
  public static ChunkTrie of(List<Bytes> chunks) {
    return new ChunkTrie(Trie.of(TrieLayout.V0, TrieHasher.BLAKE2B_256, hashes(chunks)));
  }

  /** The erasure root alone, for those that only compare it. */
  public static Hash root(List<Bytes> chunks) {
    return Trie.root(TrieLayout.V0, TrieHasher.BLAKE2B_256, hashes(chunks));
  }

  /** The erasure root. */
  public Hash root() {
    return trie.root();
  }

  /** The proof that the chunk at this position, which must exist, is under the root. */
  public ChunkProof proof(ChunkIndex index) {
    return new ChunkProof(trie.proof(key(index)));
  }

  /** The hash that the chunk at this position must have, by a proof from a peer. */
  public static Hash chunkHash(Hash root, ChunkProof proof, ChunkIndex index)
      throws ErasureException {
    return switch (Trie.lookup(TrieHasher.BLAKE2B_256, root, proof.nodes(), key(index))) {
      case Lookup.Found(Bytes value) when value.length() >= Hash.LENGTH ->
          Hash.of(value.slice(0, Hash.LENGTH));
      case Lookup.Found(Bytes value) ->
          throw new ErasureException(
              ErasureError.INVALID_BRANCH_PROOF,
              "the value under the proof has " + value.length() + " bytes, a hash has 32");
      case Lookup.Absent() ->
          throw new ErasureException(
              ErasureError.BRANCH_OUT_OF_BOUNDS, "the proof shows that there is no chunk " + index);
      case Lookup.Undecided() ->
          throw new ErasureException(
              ErasureError.INVALID_BRANCH_PROOF, "a node of the proof is missing or malformed");
    };
  }

  private static SortedMap<Bytes, Bytes> hashes(List<Bytes> chunks) {
    SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
    for (int i = 0; i < chunks.size(); i++) {
      pairs.put(key(new ChunkIndex(i)), Bytes.wrap(Hashes.blake2b256(chunks.get(i).toArray())));
    }
    return pairs;
  }

  private static Bytes key(ChunkIndex index) {
    int i = index.value();
    return Bytes.wrap(
        new byte[] {(byte) i, (byte) (i >>> 8), (byte) (i >>> 16), (byte) (i >>> 24)});
  }
}
