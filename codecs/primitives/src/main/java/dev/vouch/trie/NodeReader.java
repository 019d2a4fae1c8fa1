package dev.vouch.trie;

import java.util.Arrays;

/**
 * Reads a node's fields; after a failure everything reads as zero or empty and {@link #failed} says
 * so.
 */
final class NodeReader {
  private final byte[] in;
  private int at;
  private boolean failed;

  NodeReader(byte[] in) {
    this.in = in;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  int unsigned() {
    if (failed || at >= in.length) {
      failed = true;
      return 0;
    }
    return in[at++] & 0xff;
  }

  byte[] take(int length) {
    if (failed || length < 0 || length > in.length - at) {
      failed = true;
      return new byte[0];
    }
    at += length;
    return Arrays.copyOfRange(in, at - length, at);
  }

  /**
   * A SCALE compact u32, in its shortest form only; one that is not a Java int fails, because no
   * node is so long.
   */
  int compact() {
    int first = unsigned();
    return switch (first & 3) {
      case 0 -> first >>> 2;
      case 1 -> atLeast(1 << 6, (first | unsigned() << 8) >>> 2);
      case 2 ->
          atLeast(1 << 14, (first | unsigned() << 8 | unsigned() << 16 | unsigned() << 24) >>> 2);
      default -> {
        failed |= first != 3;
        yield atLeast(1 << 30, unsigned() | unsigned() << 8 | unsigned() << 16 | unsigned() << 24);
      }
    };
  }

  private int atLeast(int minimum, int n) {
    if (n < minimum) {
      failed = true;
    }
    return n;
  }

  /** Nibbles packed two per byte; with an odd number the first byte's high half must be zero. */
  byte[] nibbles(int count) {
    byte[] packed = take((count + 1) / 2);
    if (failed) {
      return packed;
    }
    byte[] all = TrieNode.nibbles(packed);
    if (count % 2 == 0) {
      return all;
    }
    if (all[0] != 0) {
      failed = true;
    }
    return Arrays.copyOfRange(all, 1, all.length);
  }
}
