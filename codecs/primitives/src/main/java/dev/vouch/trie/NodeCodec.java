package dev.vouch.trie;

import dev.vouch.trie.TrieNode.Value;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Node encodings of both layouts (wire 6.6). Decoding ignores what follows a node, as the reference
 * does.
 */
final class NodeCodec {
  private static final int LEAF = 0b01;
  private static final int BRANCH = 0b10;
  private static final int BRANCH_WITH_VALUE = 0b11;
  private static final int LEAF_HASHED = 0b001;
  private static final int BRANCH_HASHED = 0b0001;
  private static final int MAX_PARTIAL_NIBBLES = 65_535;

  private NodeCodec() {}

  static byte[] encode(TrieNode node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    if (node.empty()) {
      out.write(0);
      return out.toByteArray();
    }
    Value value = node.value;
    if (node.branch()) {
      if (value == null) {
        header(out, BRANCH, 6, node.partial.length);
      } else {
        header(
            out,
            value.hashed ? BRANCH_HASHED : BRANCH_WITH_VALUE,
            value.hashed ? 4 : 6,
            node.partial.length);
      }
    } else {
      boolean hashed = value != null && value.hashed;
      header(out, hashed ? LEAF_HASHED : LEAF, hashed ? 5 : 6, node.partial.length);
    }
    partial(out, node.partial);
    if (node.branch()) {
      int bitmap = 0;
      for (int i = 0; i < TrieNode.CHILDREN; i++) {
        bitmap |= node.child(i) == null ? 0 : 1 << i;
      }
      out.write(bitmap);
      out.write(bitmap >>> 8);
    }
    if (value != null) {
      if (value.hashed) {
        out.writeBytes(value.bytes);
      } else {
        bytes(out, value.bytes);
      }
    }
    for (int i = 0; i < TrieNode.CHILDREN; i++) {
      byte[] child = node.child(i);
      if (child != null) {
        bytes(out, child);
      }
    }
    return out.toByteArray();
  }

  /** The node at the start of the bytes, or null if there is none. */
  static @Nullable TrieNode decode(byte[] in) {
    NodeReader reader = new NodeReader(in);
    int first = reader.unsigned();
    if (first == 0) {
      return new TrieNode(new byte[0], null, null);
    }
    TrieNode node =
        switch (first >>> 6) {
          case LEAF -> leaf(reader, size(reader, first, 6), false);
          case BRANCH -> branch(reader, size(reader, first, 6), false, false);
          case BRANCH_WITH_VALUE -> branch(reader, size(reader, first, 6), true, false);
          default ->
              first >>> 5 == LEAF_HASHED
                  ? leaf(reader, size(reader, first, 5), true)
                  : first >>> 4 == BRANCH_HASHED
                      ? branch(reader, size(reader, first, 4), true, true)
                      : null;
        };
    return reader.failed() ? null : node;
  }

  private static TrieNode leaf(NodeReader reader, int size, boolean hashed) {
    byte[] partial = reader.nibbles(size);
    return new TrieNode(partial, value(reader, hashed), null);
  }

  private static TrieNode branch(NodeReader reader, int size, boolean valued, boolean hashed) {
    byte[] partial = reader.nibbles(size);
    int bitmap = reader.unsigned() | reader.unsigned() << 8;
    if (bitmap == 0) {
      reader.fail();
    }
    Value value = valued ? value(reader, hashed) : null;
    byte[][] children = new byte[TrieNode.CHILDREN][];
    for (int i = 0; i < TrieNode.CHILDREN; i++) {
      if ((bitmap >>> i & 1) != 0) {
        children[i] = reader.take(reader.compact());
      }
    }
    return new TrieNode(partial, value, children);
  }

  private static Value value(NodeReader reader, boolean hashed) {
    return new Value(reader.take(hashed ? TrieHasher.LENGTH : reader.compact()), hashed);
  }

  private static int size(NodeReader reader, int first, int bits) {
    int max = (1 << bits) - 1;
    int size = first & max;
    if (size < max) {
      return size;
    }
    size--;
    while (size <= MAX_PARTIAL_NIBBLES) {
      int next = reader.unsigned();
      if (next < 255) {
        return size + next + 1;
      }
      size += 255;
    }
    return MAX_PARTIAL_NIBBLES;
  }

  private static void header(ByteArrayOutputStream out, int prefix, int bits, int nibbles) {
    // The reference cuts longer partial keys off in the header only.
    int size = Math.min(nibbles, MAX_PARTIAL_NIBBLES);
    int max = (1 << bits) - 1;
    if (size < max) {
      out.write(prefix << bits | size);
      return;
    }
    out.write(prefix << bits | max);
    int rest = size - max;
    while (rest >= 255) {
      out.write(255);
      rest -= 255;
    }
    out.write(rest);
  }

  private static void partial(ByteArrayOutputStream out, byte[] nibbles) {
    int i = nibbles.length % 2;
    if (i == 1) {
      out.write(nibbles[0]);
    }
    for (; i < nibbles.length; i += 2) {
      out.write(nibbles[i] << 4 | nibbles[i + 1]);
    }
  }

  private static void bytes(ByteArrayOutputStream out, byte[] data) {
    out.writeBytes(compact(data.length));
    out.writeBytes(data);
  }

  /** The SCALE compact form of a length. */
  static byte[] compact(int n) {
    if (n < 1 << 6) {
      return new byte[] {(byte) (n << 2)};
    }
    if (n < 1 << 14) {
      return new byte[] {(byte) (n << 2 | 1), (byte) (n >>> 6)};
    }
    if (n < 1 << 30) {
      return new byte[] {
        (byte) (n << 2 | 2), (byte) (n >>> 6), (byte) (n >>> 14), (byte) (n >>> 22)
      };
    }
    return new byte[] {3, (byte) n, (byte) (n >>> 8), (byte) (n >>> 16), (byte) (n >>> 24)};
  }

  /** Whether {@code key} continues with the node's partial key at {@code from}. */
  static boolean continues(byte[] key, int from, TrieNode node) {
    return key.length - from >= node.partial.length
        && Arrays.equals(
            key, from, from + node.partial.length, node.partial, 0, node.partial.length);
  }
}
