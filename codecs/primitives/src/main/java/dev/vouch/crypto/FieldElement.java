package dev.vouch.crypto;

import static java.lang.Math.multiplyHigh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An element of the field of 2^255 - 19 (wire 5.1), in five limbs of 51 bits.
 *
 * <p>Mutable on purpose: an operation writes its result into {@code this} and allocates nothing;
 * arguments may be {@code this}. Limbs are never negative. Results of {@code mul}, {@code square}
 * and {@code carry} have limbs below 2^51 + 2^18 ("reduced"); {@code mul} and {@code square} accept
 * limbs below 2^54. Nothing here branches on a value.
 */
final class FieldElement {
  private static final long MASK = (1L << 51) - 1;
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long l0;
  private long l1;
  private long l2;
  private long l3;
  private long l4;

  FieldElement() {}

  FieldElement(long l0, long l1, long l2, long l3, long l4) {
    this.l0 = l0;
    this.l1 = l1;
    this.l2 = l2;
    this.l3 = l3;
    this.l4 = l4;
  }

  FieldElement set(FieldElement a) {
    l0 = a.l0;
    l1 = a.l1;
    l2 = a.l2;
    l3 = a.l3;
    l4 = a.l4;
    return this;
  }

  FieldElement set(int small) {
    l0 = small;
    l1 = 0;
    l2 = 0;
    l3 = 0;
    l4 = 0;
    return this;
  }

  /**
   * Reads 32 bytes, little-endian, bit 255 ignored; values from p to 2^255 - 1 are read modulo p.
   */
  FieldElement decode(byte[] in, int offset) {
    long w0 = (long) LONG_LE.get(in, offset);
    long w1 = (long) LONG_LE.get(in, offset + 8);
    long w2 = (long) LONG_LE.get(in, offset + 16);
    long w3 = (long) LONG_LE.get(in, offset + 24);
    l0 = w0 & MASK;
    l1 = ((w0 >>> 51) | (w1 << 13)) & MASK;
    l2 = ((w1 >>> 38) | (w2 << 26)) & MASK;
    l3 = ((w2 >>> 25) | (w3 << 39)) & MASK;
    l4 = (w3 >>> 12) & MASK;
    return this;
  }

  /** Writes the canonical form, 32 bytes little-endian. Limbs must be below 2^54. */
  void encode(byte[] out, int offset) {
    FieldElement a = new FieldElement().set(this).carry().carry();
    // a < 2p now. q = 1 exactly if a >= p: then a + 19 overflows 2^255.
    long q = (a.l0 + 19) >>> 51;
    q = (a.l1 + q) >>> 51;
    q = (a.l2 + q) >>> 51;
    q = (a.l3 + q) >>> 51;
    q = (a.l4 + q) >>> 51;
    long r0 = a.l0 + 19 * q;
    long r1 = a.l1 + (r0 >>> 51);
    long r2 = a.l2 + (r1 >>> 51);
    long r3 = a.l3 + (r2 >>> 51);
    long r4 = a.l4 + (r3 >>> 51);
    r0 &= MASK;
    r1 &= MASK;
    r2 &= MASK;
    r3 &= MASK;
    r4 &= MASK;
    LONG_LE.set(out, offset, r0 | (r1 << 51));
    LONG_LE.set(out, offset + 8, (r1 >>> 13) | (r2 << 38));
    LONG_LE.set(out, offset + 16, (r2 >>> 26) | (r3 << 25));
    LONG_LE.set(out, offset + 24, (r3 >>> 39) | (r4 << 12));
  }

  /** a + b; limbs add up. */
  FieldElement add(FieldElement a, FieldElement b) {
    l0 = a.l0 + b.l0;
    l1 = a.l1 + b.l1;
    l2 = a.l2 + b.l2;
    l3 = a.l3 + b.l3;
    l4 = a.l4 + b.l4;
    return this;
  }

  /**
   * a - b as a + 4p - b: limbs of b must be below 2^53 - 76, those of the result are below a +
   * 2^53.
   */
  FieldElement sub(FieldElement a, FieldElement b) {
    l0 = a.l0 + ((1L << 53) - 76) - b.l0;
    l1 = a.l1 + ((1L << 53) - 4) - b.l1;
    l2 = a.l2 + ((1L << 53) - 4) - b.l2;
    l3 = a.l3 + ((1L << 53) - 4) - b.l3;
    l4 = a.l4 + ((1L << 53) - 4) - b.l4;
    return this;
  }

  /** -a, reduced. Limbs of a must be below 2^53 - 76. */
  FieldElement negate(FieldElement a) {
    l0 = ((1L << 53) - 76) - a.l0;
    l1 = ((1L << 53) - 4) - a.l1;
    l2 = ((1L << 53) - 4) - a.l2;
    l3 = ((1L << 53) - 4) - a.l3;
    l4 = ((1L << 53) - 4) - a.l4;
    return carry();
  }

  FieldElement mul(FieldElement a, FieldElement b) {
    // A product of limbs is split at bit 51 without a 128-bit sum: the low half is the wrapping
    // product's low 51 bits,
    // the high half is the top word of (a * 2^9) * (b * 2^4).
    long a0 = a.l0;
    long a1 = a.l1;
    long a2 = a.l2;
    long a3 = a.l3;
    long a4 = a.l4;
    long b0 = b.l0;
    long b1 = b.l1;
    long b2 = b.l2;
    long b3 = b.l3;
    long b4 = b.l4;
    long s0 = a0 << 9;
    long s1 = a1 << 9;
    long s2 = a2 << 9;
    long s3 = a3 << 9;
    long s4 = a4 << 9;
    long t0 = b0 << 4;
    long t1 = b1 << 4;
    long t2 = b2 << 4;
    long t3 = b3 << 4;
    long t4 = b4 << 4;
    long c0 = ((a0 * b0) & MASK);
    long c1 = ((a0 * b1) & MASK) + ((a1 * b0) & MASK) + multiplyHigh(s0, t0);
    long c2 =
        ((a0 * b2) & MASK)
            + ((a1 * b1) & MASK)
            + ((a2 * b0) & MASK)
            + multiplyHigh(s0, t1)
            + multiplyHigh(s1, t0);
    long c3 =
        ((a0 * b3) & MASK)
            + ((a1 * b2) & MASK)
            + ((a2 * b1) & MASK)
            + ((a3 * b0) & MASK)
            + multiplyHigh(s0, t2)
            + multiplyHigh(s1, t1)
            + multiplyHigh(s2, t0);
    long c4 =
        ((a0 * b4) & MASK)
            + ((a1 * b3) & MASK)
            + ((a2 * b2) & MASK)
            + ((a3 * b1) & MASK)
            + ((a4 * b0) & MASK)
            + multiplyHigh(s0, t3)
            + multiplyHigh(s1, t2)
            + multiplyHigh(s2, t1)
            + multiplyHigh(s3, t0);
    long c5 =
        ((a1 * b4) & MASK)
            + ((a2 * b3) & MASK)
            + ((a3 * b2) & MASK)
            + ((a4 * b1) & MASK)
            + multiplyHigh(s0, t4)
            + multiplyHigh(s1, t3)
            + multiplyHigh(s2, t2)
            + multiplyHigh(s3, t1)
            + multiplyHigh(s4, t0);
    long c6 =
        ((a2 * b4) & MASK)
            + ((a3 * b3) & MASK)
            + ((a4 * b2) & MASK)
            + multiplyHigh(s1, t4)
            + multiplyHigh(s2, t3)
            + multiplyHigh(s3, t2)
            + multiplyHigh(s4, t1);
    long c7 =
        ((a3 * b4) & MASK)
            + ((a4 * b3) & MASK)
            + multiplyHigh(s2, t4)
            + multiplyHigh(s3, t3)
            + multiplyHigh(s4, t2);
    long c8 = ((a4 * b4) & MASK) + multiplyHigh(s3, t4) + multiplyHigh(s4, t3);
    long c9 = multiplyHigh(s4, t4);
    fold(c0 + 19 * c5, c1 + 19 * c6, c2 + 19 * c7, c3 + 19 * c8, c4 + 19 * c9);
    return this;
  }

  FieldElement square(FieldElement a) {
    long a0 = a.l0;
    long a1 = a.l1;
    long a2 = a.l2;
    long a3 = a.l3;
    long a4 = a.l4;
    long s0 = a0 << 9;
    long s1 = a1 << 9;
    long s2 = a2 << 9;
    long s3 = a3 << 9;
    long s4 = a4 << 9;
    long t0 = a0 << 4;
    long t1 = a1 << 4;
    long t2 = a2 << 4;
    long t3 = a3 << 4;
    long t4 = a4 << 4;
    long c0 = ((a0 * a0) & MASK);
    long c1 = 2 * ((a0 * a1) & MASK) + multiplyHigh(s0, t0);
    long c2 = ((((a0 * a2) & MASK) + multiplyHigh(s0, t1)) << 1) + ((a1 * a1) & MASK);
    long c3 =
        ((((a0 * a3) & MASK) + ((a1 * a2) & MASK) + multiplyHigh(s0, t2)) << 1)
            + multiplyHigh(s1, t1);
    long c4 =
        ((((a0 * a4) & MASK) + ((a1 * a3) & MASK) + multiplyHigh(s0, t3) + multiplyHigh(s1, t2))
                << 1)
            + ((a2 * a2) & MASK);
    long c5 =
        ((((a1 * a4) & MASK) + ((a2 * a3) & MASK) + multiplyHigh(s0, t4) + multiplyHigh(s1, t3))
                << 1)
            + multiplyHigh(s2, t2);
    long c6 =
        ((((a2 * a4) & MASK) + multiplyHigh(s1, t4) + multiplyHigh(s2, t3)) << 1)
            + ((a3 * a3) & MASK);
    long c7 = ((((a3 * a4) & MASK) + multiplyHigh(s2, t4)) << 1) + multiplyHigh(s3, t3);
    long c8 = 2 * multiplyHigh(s3, t4) + ((a4 * a4) & MASK);
    long c9 = multiplyHigh(s4, t4);
    fold(c0 + 19 * c5, c1 + 19 * c6, c2 + 19 * c7, c3 + 19 * c8, c4 + 19 * c9);
    return this;
  }

  private void fold(long o0, long o1, long o2, long o3, long o4) {
    o1 += o0 >>> 51;
    o2 += o1 >>> 51;
    o3 += o2 >>> 51;
    o4 += o3 >>> 51;
    l0 = (o0 & MASK) + 19 * (o4 >>> 51);
    l1 = o1 & MASK;
    l2 = o2 & MASK;
    l3 = o3 & MASK;
    l4 = o4 & MASK;
  }

  /** Carries once, so that the limbs are reduced. */
  FieldElement carry() {
    fold(l0, l1, l2, l3, l4);
    return this;
  }

  /** a^(2^times). */
  FieldElement squareTimes(FieldElement a, int times) {
    square(a);
    for (int i = 1; i < times; i++) {
      square(this);
    }
    return this;
  }

  /** a if choice is 1, unchanged if it is 0; in constant time. */
  void setIf(FieldElement a, int choice) {
    long m = -(long) choice;
    l0 ^= m & (l0 ^ a.l0);
    l1 ^= m & (l1 ^ a.l1);
    l2 ^= m & (l2 ^ a.l2);
    l3 ^= m & (l3 ^ a.l3);
    l4 ^= m & (l4 ^ a.l4);
  }

  /** 1 if the canonical form is odd, which is what "negative" means here; else 0. */
  int negative() {
    byte[] s = new byte[32];
    encode(s, 0);
    return s[0] & 1;
  }

  /** 1 if zero, else 0. */
  int zero() {
    byte[] s = new byte[32];
    encode(s, 0);
    int or = 0;
    for (byte b : s) {
      or |= b & 0xff;
    }
    return (or - 1) >>> 31;
  }

  /** 1 if equal as field elements, else 0. */
  int sameAs(FieldElement other) {
    byte[] s = new byte[32];
    byte[] t = new byte[32];
    encode(s, 0);
    other.encode(t, 0);
    int or = 0;
    for (int i = 0; i < 32; i++) {
      or |= s[i] ^ t[i];
    }
    return ((or & 0xff) - 1) >>> 31;
  }

  /** Makes this the non-negative one of the two of this and -this. Must be reduced. */
  FieldElement absolute() {
    FieldElement n = new FieldElement().negate(this);
    setIf(n, negative());
    return this;
  }
}
