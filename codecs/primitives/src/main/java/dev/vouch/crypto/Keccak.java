package dev.vouch.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Keccak with its original padding, as before FIPS 202, for digests of 32 and 64 bytes. One digest
 * each.
 */
final class Keccak {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int STATE_BYTES = 200;
  private static final long FIRST_OF_PADDING = 0x01;
  private static final long LAST_OF_PADDING = 0x80L << 56;

  private final long[] lanes = new long[STATE_BYTES / Long.BYTES];
  private final int digestBytes;
  private final int rate;

  /** Bytes absorbed since the last permutation. */
  private int position;

  Keccak(int digestBytes) {
    this.digestBytes = digestBytes;
    this.rate = STATE_BYTES - 2 * digestBytes;
  }

  void update(byte[] in, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (position % Long.BYTES == 0 && end - at >= Long.BYTES) {
        lanes[position / Long.BYTES] ^= (long) LONG_LE.get(in, at);
        position += Long.BYTES;
        at += Long.BYTES;
      } else {
        lanes[position / Long.BYTES] ^= (in[at] & 0xffL) << 8 * (position % Long.BYTES);
        position++;
        at++;
      }
      if (position == rate) {
        KeccakPermutation.permute(lanes);
        position = 0;
      }
    }
  }

  /** Writes the digest. This object is of no use afterwards. */
  void finish(byte[] out, int offset) {
    lanes[position / Long.BYTES] ^= FIRST_OF_PADDING << 8 * (position % Long.BYTES);
    lanes[rate / Long.BYTES - 1] ^= LAST_OF_PADDING;
    KeccakPermutation.permute(lanes);
    for (int i = 0; i < digestBytes; i += Long.BYTES) {
      LONG_LE.set(out, offset + i, lanes[i / Long.BYTES]);
    }
  }
}
