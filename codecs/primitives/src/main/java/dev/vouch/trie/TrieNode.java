package dev.vouch.trie;

import org.jspecify.annotations.Nullable;

/**
 * A decoded node, or one about to be encoded (wire 6.6). Without children it is a leaf, with
 * neither children nor value the empty trie. Arrays are not copied: they live inside one call.
 */
final class TrieNode {
  static final int CHILDREN = 16;

  /** One nibble per byte. */
  final byte[] partial;

  final @Nullable Value value;

  /** References: 32 bytes are a hash, anything else is the child itself. Null for a leaf. */
  final byte @Nullable [] @Nullable [] children;

  TrieNode(byte[] partial, @Nullable Value value, byte @Nullable [] @Nullable [] children) {
    this.partial = partial;
    this.value = value;
    this.children = children;
  }

  /** A value: its bytes, or the 32 bytes of its hash. */
  static final class Value {
    final byte[] bytes;
    final boolean hashed;

    Value(byte[] bytes, boolean hashed) {
      this.bytes = bytes;
      this.hashed = hashed;
    }
  }

  boolean empty() {
    return children == null && value == null;
  }

  boolean branch() {
    return children != null;
  }

  byte @Nullable [] child(int nibble) {
    return children == null ? null : children[nibble];
  }

  TrieNode withValue(Value newValue) {
    return new TrieNode(partial, newValue, children);
  }

  TrieNode withChild(int nibble, byte[] reference) {
    byte[][] copy = children == null ? new byte[CHILDREN][] : children.clone();
    copy[nibble] = reference;
    return new TrieNode(partial, value, copy);
  }

  /** Nibbles of a key: the high half of each byte first. */
  static byte[] nibbles(byte[] key) {
    byte[] out = new byte[key.length * 2];
    for (int i = 0; i < key.length; i++) {
      out[2 * i] = (byte) ((key[i] & 0xf0) >>> 4);
      out[2 * i + 1] = (byte) (key[i] & 0x0f);
    }
    return out;
  }
}
