package dev.vouch.trie;

import dev.vouch.trie.TrieNode.Value;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a trie from keys in ascending order with one stack of open branches: keys come from
 * guests, and a chain of nested keys must not overflow the thread's stack.
 */
final class TrieBuilder {
  private final TrieLayout layout;
  private final TrieHasher hasher;

  /** Told every hash and what it is the hash of. */
  private final BiConsumer<byte[], byte[]> sink;

  private final Deque<Open> stack = new ArrayDeque<>();
  private byte @Nullable [] lastKey;
  private @Nullable Value lastValue;

  TrieBuilder(TrieLayout layout, TrieHasher hasher, BiConsumer<byte[], byte[]> sink) {
    this.layout = layout;
    this.hasher = hasher;
    this.sink = sink;
  }

  /**
   * A node whose parent is not known yet: its path from the root, and its children if it is a
   * branch.
   */
  private static final class Open {
    final byte[] key;
    final int depth;
    final @Nullable Value value;
    final byte @Nullable [] @Nullable [] children;

    Open(byte[] key, int depth, @Nullable Value value, boolean branch) {
      this.key = key;
      this.depth = depth;
      this.value = value;
      this.children = branch ? new byte[TrieNode.CHILDREN][] : null;
    }
  }

  /** Adds a pair; its key must be above the one before. */
  void add(byte[] key, byte[] value) {
    byte[] nibbles = TrieNode.nibbles(key);
    if (lastKey != null) {
      settle(lastKey, commonLength(lastKey, nibbles));
    }
    lastKey = nibbles;
    lastValue = store(value);
  }

  /** The root's hash. */
  byte[] finish() {
    byte[] encoding;
    if (lastKey == null) {
      encoding = NodeCodec.encode(new TrieNode(new byte[0], null, null));
    } else {
      Open last = close(new Open(lastKey, lastKey.length, lastValue, false), -1);
      encoding = encode(last, 0);
    }
    return told(encoding);
  }

  /** Decides where the last key hangs, now that it shares {@code common} nibbles with the next. */
  private void settle(byte[] key, int common) {
    if (common == key.length) {
      stack.push(new Open(key, common, lastValue, true));
      return;
    }
    Open closed = close(new Open(key, key.length, lastValue, false), common);
    Open top = stack.peek();
    if (top == null || top.depth < common) {
      top = new Open(key, common, null, true);
      stack.push(top);
    }
    attach(closed, top);
  }

  /** Hangs the node, and the open branches below {@code depth}, into one another. */
  private Open close(Open node, int depth) {
    Open current = node;
    for (Open top = stack.peek(); top != null && top.depth > depth; top = stack.peek()) {
      attach(current, top);
      current = stack.pop();
    }
    return current;
  }

  private void attach(Open node, Open parent) {
    byte[] encoding = encode(node, parent.depth + 1);
    byte[] reference = encoding.length < TrieHasher.LENGTH ? encoding : told(encoding);
    if (parent.children != null) {
      parent.children[node.key[parent.depth]] = reference;
    }
  }

  private static byte[] encode(Open node, int start) {
    byte[] partial = Arrays.copyOfRange(node.key, start, node.depth);
    return NodeCodec.encode(new TrieNode(partial, node.value, node.children));
  }

  private Value store(byte[] value) {
    return layout.hashes(value) ? new Value(told(value), true) : new Value(value, false);
  }

  private byte[] told(byte[] data) {
    byte[] hash = hasher.hash(data);
    sink.accept(hash, data);
    return hash;
  }

  private static int commonLength(byte[] a, byte[] b) {
    int mismatch = Arrays.mismatch(a, b);
    return mismatch < 0 ? a.length : mismatch;
  }
}
