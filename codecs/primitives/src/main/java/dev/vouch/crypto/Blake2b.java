package dev.vouch.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** BLAKE2b without a key (RFC 7693), for digests of 8, 16, 32 and 64 bytes. One digest each. */
final class Blake2b {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK_BYTES = 128;
  private static final int WORDS = 16;
  private static final int HALF = 8;

  /** Digest length, no key, fan-out 1, depth 1: what is mixed into the first word. */
  private static final long PARAMETERS = 0x01010000L;

  private static final long[] IV = {
    0x6a09e667f3bcc908L,
    0xbb67ae8584caa73bL,
    0x3c6ef372fe94f82bL,
    0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L,
    0x9b05688c2b3e6c1fL,
    0x1f83d9abfb41bd6bL,
    0x5be0cd19137e2179L
  };

  private final long[] chain = IV.clone();
  private final long[] working = new long[WORDS];
  private final long[] block = new long[WORDS];
  private final int digestBytes;

  /** What is not compressed yet: the last block is told apart, so a full one waits too. */
  private final byte[] waiting = new byte[BLOCK_BYTES];

  private int waitingBytes;
  private long total;

  Blake2b(int digestBytes) {
    this.digestBytes = digestBytes;
    chain[0] ^= PARAMETERS ^ digestBytes;
  }

  void update(byte[] in, int offset, int length) {
    int at = offset;
    int end = offset + length;
    if (waitingBytes > 0) {
      int more = Math.min(BLOCK_BYTES - waitingBytes, length);
      System.arraycopy(in, at, waiting, waitingBytes, more);
      waitingBytes += more;
      at += more;
      if (at == end) {
        return;
      }
      compress(waiting, 0, BLOCK_BYTES, false);
      waitingBytes = 0;
    }
    for (; end - at > BLOCK_BYTES; at += BLOCK_BYTES) {
      compress(in, at, BLOCK_BYTES, false);
    }
    waitingBytes = end - at;
    System.arraycopy(in, at, waiting, 0, waitingBytes);
  }

  /** Writes the digest. This object is of no use afterwards. */
  void finish(byte[] out, int offset) {
    Arrays.fill(waiting, waitingBytes, BLOCK_BYTES, (byte) 0);
    compress(waiting, 0, waitingBytes, true);
    for (int i = 0; i < digestBytes; i += Long.BYTES) {
      LONG_LE.set(out, offset + i, chain[i / Long.BYTES]);
    }
  }

  private void compress(byte[] in, int at, int bytes, boolean last) {
    long[] h = chain;
    long[] v = working;
    long[] m = block;
    for (int i = 0; i < WORDS; i++) {
      m[i] = (long) LONG_LE.get(in, at + Long.BYTES * i);
    }
    total += bytes;
    System.arraycopy(h, 0, v, 0, HALF);
    System.arraycopy(IV, 0, v, HALF, HALF);
    v[12] ^= total;
    v[14] ^= last ? -1L : 0;
    Blake2bRounds.first(v, m);
    Blake2bRounds.second(v, m);
    for (int i = 0; i < HALF; i++) {
      h[i] ^= v[i] ^ v[i + HALF];
    }
  }
}
