package dev.vouch.crypto;

import java.util.Arrays;

/**
 * Arithmetic modulo the group order L = 2^252 + 27742317777372353535851937790883648493 on
 * little-endian byte strings (wire 5.1). Barrett reduction over 32-bit limbs, in constant time;
 * temporaries that may hold secrets are wiped.
 */
final class Scalars {
  private static final long M32 = 0xffffffffL;

  private static final long[] L = {
    0x5cf5d3edL, 0x5812631aL, 0xa2f79cd6L, 0x14def9deL, 0, 0, 0, 0x10000000L
  };

  /** floor(2^512 / L). */
  private static final long[] MU = {
    0x0a2c131bL, 0xed9ce5a3L, 0x086329a7L, 0x2106215dL, 0xffffffebL, M32, M32, M32, 0xfL
  };

  private Scalars() {}

  /** The 32 or 64 bytes as a number, modulo L, in 32 bytes. */
  static byte[] reduce(byte[] wide) {
    long[] x = new long[16];
    load(x, wide);
    return barrett(x);
  }

  /** a * b + c modulo L; each of 32 bytes. */
  static byte[] mulAdd(byte[] a, byte[] b, byte[] c) {
    long[] x = new long[8];
    long[] y = new long[8];
    long[] r = new long[16];
    load(x, a);
    load(y, b);
    load(r, c);
    for (int i = 0; i < 8; i++) {
      long carry = 0;
      for (int j = 0; j < 8; j++) {
        long v = x[i] * y[j] + r[i + j] + carry;
        r[i + j] = v & M32;
        carry = v >>> 32;
      }
      for (int j = i + 8; j < 16; j++) {
        long v = r[j] + carry;
        r[j] = v & M32;
        carry = v >>> 32;
      }
    }
    Arrays.fill(x, 0);
    Arrays.fill(y, 0);
    return barrett(r);
  }

  /** (a + b) modulo L. */
  static byte[] add(byte[] a, byte[] b) {
    byte[] one = new byte[32];
    one[0] = 1;
    return mulAdd(a, one, b);
  }

  /** L - a for a in 1..L-1, 0 for 0. */
  static byte[] negate(byte[] a) {
    byte[] minusOne = new byte[32];
    long[] m = L.clone();
    m[0]--;
    store(minusOne, m);
    return mulAdd(a, minusOne, new byte[32]);
  }

  /** Puts L into eight words of 32 bits. */
  static void loadOrder(long[] x) {
    System.arraycopy(L, 0, x, 0, L.length);
  }

  /** Whether the 32 bytes are below L. Not for secrets. */
  static boolean canonical(byte[] s) {
    long[] x = new long[8];
    load(x, s);
    for (int i = 7; i >= 0; i--) {
      if (x[i] != L[i]) {
        return x[i] < L[i];
      }
    }
    return false;
  }

  private static byte[] barrett(long[] x) {
    // q = floor(floor(x / 2^224) * MU / 2^288); then x - qL is in 0..3L-1.
    long[] product = new long[18];
    for (int i = 0; i < 9; i++) {
      long carry = 0;
      for (int j = 0; j < 9; j++) {
        long v = x[i + 7] * MU[j] + product[i + j] + carry;
        product[i + j] = v & M32;
        carry = v >>> 32;
      }
      product[i + 9] = carry;
    }
    long[] r = new long[9];
    System.arraycopy(x, 0, r, 0, 9);
    long[] ql = new long[9];
    for (int i = 0; i < 9; i++) {
      long carry = 0;
      for (int j = 0; j < 8 && i + j < 9; j++) {
        long v = product[9 + i] * L[j] + ql[i + j] + carry;
        ql[i + j] = v & M32;
        carry = v >>> 32;
      }
      if (i + 8 < 9) {
        ql[i + 8] = carry;
      }
    }
    long borrow = 0;
    for (int i = 0; i < 9; i++) {
      long v = r[i] - ql[i] + borrow;
      r[i] = v & M32;
      borrow = v >> 32;
    }
    subtractOnce(r);
    subtractOnce(r);
    byte[] out = new byte[32];
    store(out, r);
    Arrays.fill(x, 0);
    Arrays.fill(product, 0);
    Arrays.fill(r, 0);
    Arrays.fill(ql, 0);
    return out;
  }

  /** r - L if that is not negative, else r. */
  private static void subtractOnce(long[] r) {
    long[] t = new long[9];
    long borrow = 0;
    for (int i = 0; i < 9; i++) {
      long v = r[i] - (i < 8 ? L[i] : 0) + borrow;
      t[i] = v & M32;
      borrow = v >> 32;
    }
    for (int i = 0; i < 9; i++) {
      r[i] ^= ~borrow & (r[i] ^ t[i]);
    }
    Arrays.fill(t, 0);
  }

  /** Words of 32 bits, which must be zero before, from little-endian bytes. */
  static void load(long[] x, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      x[i >> 2] |= (bytes[i] & 0xffL) << (8 * (i & 3));
    }
  }

  /** The lowest eight words of 32 bits as 32 bytes. */
  static void store(byte[] out, long[] x) {
    for (int i = 0; i < 32; i++) {
      out[i] = (byte) (x[i >> 2] >>> (8 * (i & 3)));
    }
  }
}
