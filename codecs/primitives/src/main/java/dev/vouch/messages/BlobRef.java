package dev.vouch.messages;

import dev.vouch.primitives.Hash;

/**
 * A blob in the blob store: its BLAKE2b-256 and its length in bytes.
 *
 * <p>The blob of a PoV is SCALE(PoV), so that its hash is the descriptor's {@code pov_hash} and its
 * length is what is compared with {@code max_pov_size}. The blob of a validation code is the code
 * as stored on chain (possibly compressed), so that its hash is the code hash.
 */
public record BlobRef(Hash hash, long length) implements Answer {
  public BlobRef {
    if (length < 0) {
      throw new IllegalArgumentException("a blob's length is never negative: " + length);
    }
  }
}
