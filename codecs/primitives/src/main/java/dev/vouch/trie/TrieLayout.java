package dev.vouch.trie;

/** How values are stored in nodes (validation HF-5). */
public enum TrieLayout {
  /** Every value inside its node. */
  V0,
  /** Values of 33 bytes and more as their hash. */
  V1;

  private static final int HASHED_FROM_BYTES = 33;

  boolean hashes(byte[] value) {
    return this == V1 && value.length >= HASHED_FROM_BYTES;
  }
}
