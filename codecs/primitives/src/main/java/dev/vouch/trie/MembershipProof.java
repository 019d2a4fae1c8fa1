package dev.vouch.trie;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.trie.TrieNode.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verification of the compact proof that the host functions {@code ext_trie_*_verify_proof} take
 * (validation 3.5): the nodes on the key's path, root first, with the value left out of its node
 * and each child on the path given as an empty reference. The path is rebuilt from the bottom and
 * must have the root's hash; a node or a reference too many fails.
 */
public final class MembershipProof {
  private MembershipProof() {}

  /**
   * Whether the proof shows that the trie with this root holds exactly this value under this key.
   */
  public static boolean verify(
      TrieLayout layout, TrieHasher hasher, Hash root, List<Bytes> proof, Bytes key, Bytes value) {
    Deque<Step> path = descend(proof, key);
    if (path == null) {
      return false;
    }
    byte[] content = value.toArray();
    Value last =
        layout.hashes(content) ? new Value(hasher.hash(content), true) : new Value(content, false);
    Step bottom = path.pop();
    byte[] encoding = NodeCodec.encode(bottom.node.withValue(last));
    boolean inline = bottom.inline;
    for (Step step : path) {
      if (inline && encoding.length > TrieHasher.LENGTH) {
        return false;
      }
      byte[] reference = inline ? encoding : hasher.hash(encoding);
      encoding = NodeCodec.encode(step.node.withChild(step.nibble, reference));
      inline = step.inline;
    }
    return Hash.of(hasher.hash(encoding)).equals(root);
  }

  /** A node on the path, and which child comes next. */
  private static final class Step {
    final TrieNode node;
    final boolean inline;
    int nibble;

    Step(TrieNode node, boolean inline) {
      this.node = node;
      this.inline = inline;
    }
  }

  /**
   * The nodes down to the one with the value, that one first; null if the proof does not lead there
   * exactly.
   */
  private static @Nullable Deque<Step> descend(List<Bytes> proof, Bytes key) {
    byte[] nibbles = TrieNode.nibbles(key.toArray());
    Deque<Step> path = new ArrayDeque<>();
    int used = 0;
    int at = 0;
    byte[] next = new byte[0];
    while (true) {
      boolean inline = next.length > 0;
      if (!inline) {
        if (used == proof.size()) {
          return null;
        }
        next = proof.get(used++).toArray();
      }
      TrieNode node = NodeCodec.decode(next);
      if (node == null
          || node.empty()
          || !referencesFit(node)
          || !NodeCodec.continues(nibbles, at, node)) {
        return null;
      }
      Step step = new Step(node, inline);
      path.push(step);
      at += node.partial.length;
      if (at == nibbles.length) {
        return valueLeftOut(node) && used == proof.size() ? path : null;
      }
      step.nibble = nibbles[at++];
      byte[] child = node.child(step.nibble);
      if (child == null || child.length >= TrieHasher.LENGTH) {
        return null;
      }
      next = child;
    }
  }

  private static boolean valueLeftOut(TrieNode node) {
    Value value = node.value;
    if (node.branch()) {
      return value == null;
    }
    return value != null && !value.hashed && value.bytes.length == 0;
  }

  private static boolean referencesFit(TrieNode node) {
    for (int i = 0; i < TrieNode.CHILDREN; i++) {
      byte[] child = node.child(i);
      if (child != null && child.length > TrieHasher.LENGTH) {
        return false;
      }
    }
    return true;
  }
}
