package dev.vouch.ecc;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A prime field of 64-bit limbs in Montgomery form, always reduced, so that equal elements have
 * equal limbs.
 */
final class PrimeField implements Field<Residue> {
  private final BigInteger modulus;
  private final int limbs;
  private final long[] modulusLimbs;
  private final long negatedInverse;
  private final Residue zero;
  private final Residue one;
  private final Residue radixSquared;

  PrimeField(String hexModulus) {
    modulus = new BigInteger(hexModulus, 16);
    limbs = (modulus.bitLength() + 63) / 64;
    modulusLimbs = limbsOf(modulus);
    BigInteger word = BigInteger.ONE.shiftLeft(64);
    negatedInverse = word.subtract(modulus.modInverse(word)).longValue();
    BigInteger radix = BigInteger.ONE.shiftLeft(64 * limbs);
    zero = new Residue(new long[limbs]);
    one = new Residue(limbsOf(radix.mod(modulus)));
    radixSquared = new Residue(limbsOf(radix.multiply(radix).mod(modulus)));
  }

  BigInteger modulus() {
    return modulus;
  }

  /** Bytes of an element when it is written out: as many as the modulus needs. */
  int bytes() {
    return (modulus.bitLength() + 7) / 8;
  }

  Residue of(BigInteger value) {
    return multiply(new Residue(limbsOf(value.mod(modulus))), radixSquared);
  }

  Residue of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** The element of a canonical number, or nothing where it is not below the modulus. */
  Optional<Residue> canonical(BigInteger value) {
    return value.compareTo(modulus) < 0 ? Optional.of(of(value)) : Optional.empty();
  }

  BigInteger valueOf(Residue a) {
    long[] plain = new long[limbs];
    plain[0] = 1;
    long[] reduced = multiply(a, new Residue(plain)).limbs();
    byte[] bytes = new byte[8 * limbs + 1];
    for (int i = 0; i < limbs; i++) {
      for (int j = 0; j < 8; j++) {
        bytes[bytes.length - 1 - 8 * i - j] = (byte) (reduced[i] >>> (8 * j));
      }
    }
    return new BigInteger(bytes);
  }

  @Override
  public Residue zero() {
    return zero;
  }

  @Override
  public Residue one() {
    return one;
  }

  @Override
  public Residue add(Residue a, Residue b) {
    long[] sum = new long[limbs];
    long carry = 0;
    for (int i = 0; i < limbs; i++) {
      long low = a.limbs()[i] + b.limbs()[i];
      long over = below(low, a.limbs()[i]);
      sum[i] = low + carry;
      carry = over + below(sum[i], low);
    }
    return new Residue(reduced(sum, carry));
  }

  @Override
  public Residue subtract(Residue a, Residue b) {
    long[] difference = new long[limbs];
    if (subtract(a.limbs(), b.limbs(), difference) != 0) {
      long carry = 0;
      for (int i = 0; i < limbs; i++) {
        long low = difference[i] + modulusLimbs[i];
        long over = below(low, difference[i]);
        difference[i] = low + carry;
        carry = over + below(difference[i], low);
      }
    }
    return new Residue(difference);
  }

  /** Product by coarsely integrated operand scanning. */
  @Override
  public Residue multiply(Residue a, Residue b) {
    long[] x = a.limbs();
    long[] y = b.limbs();
    long[] t = new long[limbs];
    long top = 0;
    for (int i = 0; i < limbs; i++) {
      long carry = 0;
      long factor = y[i];
      for (int j = 0; j < limbs; j++) {
        long low = x[j] * factor;
        long high = Math.unsignedMultiplyHigh(x[j], factor);
        long sum = low + t[j];
        high += below(sum, low);
        t[j] = sum + carry;
        carry = high + below(t[j], sum);
      }
      long above = top + carry;
      long over = below(above, top);
      long m = t[0] * negatedInverse;
      long first = m * modulusLimbs[0];
      carry = Math.unsignedMultiplyHigh(m, modulusLimbs[0]) + below(first + t[0], first);
      for (int j = 1; j < limbs; j++) {
        long low = m * modulusLimbs[j];
        long high = Math.unsignedMultiplyHigh(m, modulusLimbs[j]);
        long sum = low + t[j];
        high += below(sum, low);
        t[j - 1] = sum + carry;
        carry = high + below(t[j - 1], sum);
      }
      t[limbs - 1] = above + carry;
      top = over + below(t[limbs - 1], above);
    }
    return new Residue(reduced(t, top));
  }

  @Override
  public Residue invert(Residue a) {
    return of(valueOf(a).modInverse(modulus));
  }

  @Override
  public boolean isZero(Residue a) {
    long any = 0;
    for (long limb : a.limbs()) {
      any |= limb;
    }
    return any == 0;
  }

  private long[] reduced(long[] value, long carry) {
    long[] difference = new long[limbs];
    long borrow = subtract(value, modulusLimbs, difference);
    return carry >= borrow ? difference : value;
  }

  private long subtract(long[] a, long[] b, long[] difference) {
    long borrow = 0;
    for (int i = 0; i < limbs; i++) {
      long low = a[i] - b[i];
      long under = below(a[i], b[i]);
      difference[i] = low - borrow;
      borrow = under + below(low, borrow);
    }
    return borrow;
  }

  private static long below(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
  }

  private long[] limbsOf(BigInteger value) {
    long[] result = new long[limbs];
    for (int i = 0; i < limbs; i++) {
      result[i] = value.shiftRight(64 * i).longValue();
    }
    return result;
  }
}
