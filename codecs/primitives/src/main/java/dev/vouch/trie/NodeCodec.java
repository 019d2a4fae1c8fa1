package dev.vouch.trie;

import dev.vouch.primitives.Bytes;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;
import dev.vouch.trie.TrieNode.Value;
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
    ScaleWriter out = new ScaleWriter();
    if (node.empty()) {
      out.u8(0);
      return out.toArray();
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
      out.u16(bitmap);
    }
    if (value != null) {
      if (value.hashed) {
        out.raw(value.bytes);
      } else {
        out.bytes(Bytes.wrap(value.bytes));
      }
    }
    for (int i = 0; i < TrieNode.CHILDREN; i++) {
      byte[] child = node.child(i);
      if (child != null) {
        out.bytes(Bytes.wrap(child));
      }
    }
    return out.toArray();
  }

  /** The node at the start of the bytes, or null if there is none. */
  static @Nullable TrieNode decode(byte[] in) {
    try {
      return decode(new ScaleReader(in));
    } catch (ScaleException e) {
      return null;
    }
  }

  private static TrieNode decode(ScaleReader in) throws ScaleException {
    int first = in.u8();
    if (first == 0) {
      return new TrieNode(new byte[0], null, null);
    }
    return switch (first >>> 6) {
      case LEAF -> leaf(in, size(in, first, 6), false);
      case BRANCH -> branch(in, size(in, first, 6), false, false);
      case BRANCH_WITH_VALUE -> branch(in, size(in, first, 6), true, false);
      default -> {
        if (first >>> 5 == LEAF_HASHED) {
          yield leaf(in, size(in, first, 5), true);
        }
        if (first >>> 4 == BRANCH_HASHED) {
          yield branch(in, size(in, first, 4), true, true);
        }
        throw in.failure("no node starts with " + first);
      }
    };
  }

  private static TrieNode leaf(ScaleReader in, int size, boolean hashed) throws ScaleException {
    byte[] partial = nibbles(in, size);
    return new TrieNode(partial, value(in, hashed), null);
  }

  private static TrieNode branch(ScaleReader in, int size, boolean valued, boolean hashed)
      throws ScaleException {
    byte[] partial = nibbles(in, size);
    int bitmap = in.u16();
    if (bitmap == 0) {
      throw in.failure("a branch without a child");
    }
    Value value = valued ? value(in, hashed) : null;
    byte[][] children = new byte[TrieNode.CHILDREN][];
    for (int i = 0; i < TrieNode.CHILDREN; i++) {
      if ((bitmap >>> i & 1) != 0) {
        children[i] = in.bytes();
      }
    }
    return new TrieNode(partial, value, children);
  }

  private static Value value(ScaleReader in, boolean hashed) throws ScaleException {
    return new Value(hashed ? in.raw(TrieHasher.LENGTH) : in.bytes(), hashed);
  }

  /** Nibbles packed two per byte; with an odd number the first byte's high half must be zero. */
  private static byte[] nibbles(ScaleReader in, int count) throws ScaleException {
    byte[] all = TrieNode.nibbles(in.raw((count + 1) / 2));
    if (count % 2 == 0) {
      return all;
    }
    if (all[0] != 0) {
      throw in.failure("the padding of a partial key is not zero");
    }
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private static int size(ScaleReader in, int first, int bits) throws ScaleException {
    int max = (1 << bits) - 1;
    int size = first & max;
    if (size < max) {
      return size;
    }
    size--;
    while (size <= MAX_PARTIAL_NIBBLES) {
      int next = in.u8();
      if (next < 255) {
        return size + next + 1;
      }
      size += 255;
    }
    return MAX_PARTIAL_NIBBLES;
  }

  private static void header(ScaleWriter out, int prefix, int bits, int nibbles) {
    // The reference cuts longer partial keys off in the header only.
    int size = Math.min(nibbles, MAX_PARTIAL_NIBBLES);
    int max = (1 << bits) - 1;
    if (size < max) {
      out.u8(prefix << bits | size);
      return;
    }
    out.u8(prefix << bits | max);
    int rest = size - max;
    while (rest >= 255) {
      out.u8(255);
      rest -= 255;
    }
    out.u8(rest);
  }

  private static void partial(ScaleWriter out, byte[] nibbles) {
    int i = nibbles.length % 2;
    if (i == 1) {
      out.u8(nibbles[0]);
    }
    for (; i < nibbles.length; i += 2) {
      out.u8(nibbles[i] << 4 | nibbles[i + 1]);
    }
  }

  /** Whether {@code key} continues with the node's partial key at {@code from}. */
  static boolean continues(byte[] key, int from, TrieNode node) {
    return key.length - from >= node.partial.length
        && Arrays.equals(
            key, from, from + node.partial.length, node.partial, 0, node.partial.length);
  }
}
