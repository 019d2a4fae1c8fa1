package dev.vouch.trie;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.scale.ScaleWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trie over a whole set of pairs, kept in memory for proofs; or just its root (wire 6.6,
 * validation HF-5).
 */
public final class Trie {
  private final Map<Hash, Bytes> nodes = new LinkedHashMap<>();
  private final Hash root;

  private Trie(TrieLayout layout, TrieHasher hasher, SortedMap<Bytes, Bytes> pairs) {
    TrieBuilder builder =
        new TrieBuilder(layout, hasher, (hash, data) -> nodes.put(Hash.of(hash), Bytes.wrap(data)));
    pairs.forEach((key, value) -> builder.add(key.toArray(), value.toArray()));
    root = Hash.of(builder.finish());
  }

  /** Builds and keeps all nodes. */
  public static Trie of(TrieLayout layout, TrieHasher hasher, SortedMap<Bytes, Bytes> pairs) {
    return new Trie(layout, hasher, pairs);
  }

  /** The root alone; keeps nothing. */
  public static Hash root(TrieLayout layout, TrieHasher hasher, SortedMap<Bytes, Bytes> pairs) {
    TrieBuilder builder = new TrieBuilder(layout, hasher, (hash, data) -> {});
    pairs.forEach((key, value) -> builder.add(key.toArray(), value.toArray()));
    return Hash.of(builder.finish());
  }

  /** The root over values whose keys are their positions as SCALE compact numbers. */
  public static Hash orderedRoot(TrieLayout layout, TrieHasher hasher, List<Bytes> values) {
    SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      pairs.put(new ScaleWriter().compact(i).toBytes(), values.get(i));
    }
    return root(layout, hasher, pairs);
  }

  /** The root. */
  public Hash root() {
    return root;
  }

  /** The nodes that an answer about the key needs, root first; also if the key is absent. */
  public List<Bytes> proof(Bytes key) {
    TrieWalk walk = new TrieWalk(hash -> nodes.get(hash));
    Lookup ignored = walk.find(root, key);
    return walk.visited();
  }

  /** Reads a key from the nodes of a proof, in any order. Nodes that are not needed do no harm. */
  public static Lookup lookup(TrieHasher hasher, Hash root, List<Bytes> proof, Bytes key) {
    Map<Hash, Bytes> byHash = new LinkedHashMap<>();
    for (Bytes node : proof) {
      byHash.put(Hash.of(hasher.hash(node.toArray())), node);
    }
    return new TrieWalk(byHash::get).find(root, key);
  }
}
