package dev.vouch.crypto;

import java.util.Objects;

/**
 * BLAKE2b with a digest of 32 bytes over what arrives piece by piece, as {@link Hashes#blake2b256}
 * gives it for the pieces joined. Keeps no piece beyond the call. For one thread at a time.
 */
public final class Blake2b256Stream {
  private static final int DIGEST_BYTES = 32;

  private final Blake2b state = new Blake2b(DIGEST_BYTES);
  private boolean ended;

  /** Takes the next piece: a part of an array, of any length. */
  public void update(byte[] in, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, in.length);
    checkOpen();
    state.update(in, offset, length);
  }

  /** The digest of all pieces. Ends this stream: it takes no more and gives no second digest. */
  public byte[] digest() {
    checkOpen();
    ended = true;
    byte[] out = new byte[DIGEST_BYTES];
    state.finish(out, 0);
    return out;
  }

  private void checkOpen() {
    if (ended) {
      throw new IllegalStateException("the digest was taken already");
    }
  }
}
