package dev.vouch.trie;

import dev.vouch.crypto.Hashes;

/** The hash of a trie's nodes, always 32 bytes. */
public enum TrieHasher {
  /** BLAKE2b-256: state, chunks, everything native. */
  BLAKE2B_256 {
    @Override
    byte[] hash(byte[] data) {
      return Hashes.blake2b256(data);
    }
  },
  /** Keccak-256: only for the host functions that guests may call. */
  KECCAK_256 {
    @Override
    byte[] hash(byte[] data) {
      return Hashes.keccak256(data);
    }
  };

  /** Length of every hash in bytes. */
  static final int LENGTH = 32;

  abstract byte[] hash(byte[] data);
}
