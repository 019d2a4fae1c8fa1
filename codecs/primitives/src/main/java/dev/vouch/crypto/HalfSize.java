package dev.vouch.crypto;

import java.math.BigInteger;

/**
 * Two scalars of half size for one of full size: u = v k modulo the group order L, with 0 &lt;= u
 * &lt; 2^127 and 0 &lt; |v| &lt; 2^127. An equation s B = k A + R may then be checked times v,
 * which needs half the doublings; that changes no verdict, because v is no multiple of L.
 *
 * <p>Euclid's algorithm on L and k, stopped half-way: each remainder is a multiple of k modulo L,
 * and its multiplier times the remainder before is at most L. Steps are taken in batches on the
 * leading 62 bits, as long as those decide the quotient (Lehmer; Knuth 4.5.2, algorithm L). In
 * variable time: for public values only.
 */
final class HalfSize {
  /** Bits of both. */
  static final int BITS = 127;

  /** Words of 32 bits. */
  private static final int WORDS = 8;

  private static final long M32 = 0xffffffffL;

  /** Bounds the factors of a batch, so that sums of two products fit into 63 bits. */
  private static final long FACTOR_BOUND = 1L << 30;

  private static final int LEADING_BITS = 62;

  private long[] upper = new long[WORDS];
  private long[] lower = new long[WORDS];

  /** Magnitudes of what upper and lower are multiples of k by; their signs alternate. */
  private long[] upperMultiplier = new long[WORDS];

  private long[] lowerMultiplier = new long[WORDS];

  private boolean negative;

  /** For a k below L. */
  HalfSize(byte[] k) {
    Scalars.loadOrder(upper);
    Scalars.load(lower, k);
    lowerMultiplier[0] = 1;
    while (bits(lower) > BITS) {
      if (!batch()) {
        oneStep();
      }
    }
  }

  /** u, in 32 bytes. */
  byte[] u() {
    byte[] out = new byte[32];
    Scalars.store(out, lower);
    return out;
  }

  /** |v|, in 32 bytes. */
  byte[] v() {
    byte[] out = new byte[32];
    Scalars.store(out, lowerMultiplier);
    return out;
  }

  /** Whether v is negative. */
  boolean negative() {
    return negative;
  }

  /** Steps on leading bits; false if those do not decide even one. */
  private boolean batch() {
    int shift = bits(upper) - LEADING_BITS;
    long x = leading(upper, shift);
    long y = leading(lower, shift);
    // A batch takes off 31 bits at most: while half-way is below the leading bits, it is out of
    // reach.
    long end = 1L << Math.max(BITS - shift, 0);
    long a = 1;
    long b = 0;
    long c = 0;
    long d = 1;
    int steps = 0;
    while (y >= end && y + c > 0 && y + d > 0) {
      long q = (x + a) / (y + c);
      long nextC = a - q * c;
      long nextD = b - q * d;
      if (q != (x + b) / (y + d)
          || q >= FACTOR_BOUND
          || Math.abs(nextC) >= FACTOR_BOUND
          || Math.abs(nextD) >= FACTOR_BOUND) {
        break;
      }
      long rest = x - q * y;
      x = y;
      y = rest;
      a = c;
      b = d;
      c = nextC;
      d = nextD;
      steps++;
    }
    if (steps == 0) {
      return false;
    }
    long[] u = combine(a, upper, b, lower);
    lower = combine(c, upper, d, lower);
    upper = u;
    long[] m = combine(Math.abs(a), upperMultiplier, Math.abs(b), lowerMultiplier);
    lowerMultiplier = combine(Math.abs(c), upperMultiplier, Math.abs(d), lowerMultiplier);
    upperMultiplier = m;
    negative ^= (steps & 1) == 1;
    return true;
  }

  /** a x + b y, which is not negative. */
  private static long[] combine(long a, long[] x, long b, long[] y) {
    long[] out = new long[WORDS];
    long carry = 0;
    for (int i = 0; i < WORDS; i++) {
      long sum = a * x[i] + b * y[i] + carry;
      out[i] = sum & M32;
      carry = sum >> 32;
    }
    return out;
  }

  /** One step by long division: for quotients that no leading bits decide. Rare. */
  private void oneStep() {
    BigInteger divisor = integer(lower);
    BigInteger[] result = integer(upper).divideAndRemainder(divisor);
    BigInteger next = integer(upperMultiplier).add(result[0].multiply(integer(lowerMultiplier)));
    upper = lower;
    lower = words(result[1]);
    upperMultiplier = lowerMultiplier;
    lowerMultiplier = words(next);
    negative ^= true;
  }

  private static int bits(long[] x) {
    int i = WORDS - 1;
    while (i > 0 && x[i] == 0) {
      i--;
    }
    return 32 * i + 64 - Long.numberOfLeadingZeros(x[i]);
  }

  /** x without its lowest bits, which must leave less than 63. */
  private static long leading(long[] x, int shift) {
    int word = shift >> 5;
    int bit = shift & 31;
    long v = x[word] >>> bit;
    for (int i = 1; i <= 2 && word + i < WORDS; i++) {
      v |= x[word + i] << 32 * i - bit;
    }
    return v;
  }

  private static BigInteger integer(long[] x) {
    BigInteger v = BigInteger.ZERO;
    for (int i = WORDS - 1; i >= 0; i--) {
      v = v.shiftLeft(32).or(BigInteger.valueOf(x[i]));
    }
    return v;
  }

  private static long[] words(BigInteger v) {
    long[] out = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      out[i] = v.shiftRight(32 * i).longValue() & M32;
    }
    return out;
  }
}
