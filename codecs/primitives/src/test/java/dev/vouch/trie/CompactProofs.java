package dev.vouch.trie;

import dev.vouch.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Makes proofs of the form that {@link MembershipProof} verifies. */
final class CompactProofs {
  private CompactProofs() {}

  /**
   * The compact form of a proof: on the key's path each hashed reference to the next node is left
   * empty, and the value of the last node is left out. Empty if the path does not end at a value.
   */
  static List<Bytes> of(List<Bytes> proof, Bytes key) {
    byte[] path = TrieNode.nibbles(key.toArray());
    List<Bytes> compact = new ArrayList<>();
    int at = 0;
    for (Bytes encoding : proof) {
      TrieNode node = NodeCodec.decode(encoding.toArray());
      if (node == null || node.empty() || !NodeCodec.continues(path, at, node)) {
        return compact;
      }
      at += node.partial.length;
      Step step = leaveOut(node, path, at);
      compact.add(Bytes.wrap(NodeCodec.encode(step.node)));
      at = step.at;
      if (at < 0) {
        return compact;
      }
    }
    return compact;
  }

  private record Step(TrieNode node, int at) {}

  /** The node without what the verifier fills in, and where the next fetched node begins. */
  private static Step leaveOut(TrieNode node, byte[] path, int at) {
    if (at == path.length) {
      TrieNode.Value none = node.branch() ? null : new TrieNode.Value(new byte[0], false);
      return new Step(new TrieNode(node.partial, none, node.children), -1);
    }
    int nibble = path[at];
    byte[] child = node.child(nibble);
    if (child == null) {
      return new Step(node, -1);
    }
    if (child.length == TrieHasher.LENGTH) {
      return new Step(node.withChild(nibble, new byte[0]), at + 1);
    }
    TrieNode inner = NodeCodec.decode(child);
    if (inner == null || inner.empty() || !NodeCodec.continues(path, at + 1, inner)) {
      return new Step(node, -1);
    }
    Step below = leaveOut(inner, path, at + 1 + inner.partial.length);
    return new Step(node.withChild(nibble, NodeCodec.encode(below.node)), below.at);
  }
}
