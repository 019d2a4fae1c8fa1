package dev.vouch.trie;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.trie.TrieNode.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One walk from a root towards a key. */
final class TrieWalk {
  private final Function<Hash, @Nullable Bytes> nodes;
  private final List<Bytes> visited = new ArrayList<>();

  TrieWalk(Function<Hash, @Nullable Bytes> nodes) {
    this.nodes = nodes;
  }

  /** What was fetched by hash, in this order. */
  List<Bytes> visited() {
    return List.copyOf(visited);
  }

  Lookup find(Hash root, Bytes key) {
    byte[] path = TrieNode.nibbles(key.toArray());
    int at = 0;
    byte @Nullable [] encoding = fetch(root.toArray());
    while (encoding != null) {
      TrieNode node = NodeCodec.decode(encoding);
      if (node == null) {
        return new Lookup.Undecided();
      }
      if (node.empty() || !NodeCodec.continues(path, at, node)) {
        return new Lookup.Absent();
      }
      at += node.partial.length;
      if (at == path.length) {
        return value(node.value);
      }
      byte[] child = node.child(path[at]);
      if (child == null) {
        return new Lookup.Absent();
      }
      at++;
      encoding = child.length == TrieHasher.LENGTH ? fetch(child) : child;
    }
    return new Lookup.Undecided();
  }

  private Lookup value(@Nullable Value value) {
    if (value == null) {
      return new Lookup.Absent();
    }
    byte[] bytes = value.hashed ? fetch(value.bytes) : value.bytes;
    return bytes == null ? new Lookup.Undecided() : new Lookup.Found(Bytes.wrap(bytes));
  }

  private byte @Nullable [] fetch(byte[] hash) {
    Bytes data = nodes.apply(Hash.of(hash));
    if (data == null) {
      return null;
    }
    visited.add(data);
    return data.toArray();
  }
}
