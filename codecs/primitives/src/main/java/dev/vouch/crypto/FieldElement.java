package dev.vouch.crypto;

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

  /**
   * Whether the compiler that will come knows {@code Math.multiplyHigh}: C2 does, C1 does not. A
   * virtual machine without C2 (as workers for PVFs may run) says so in this property. The results
   * are the same.
   */
  private static final boolean WIDE =
      !System.getProperty("java.vm.info", "").contains("emulated-client");

  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  long l0;
  long l1;
  long l2;
  long l3;
  long l4;

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
    FieldElement r = canonical();
    LONG_LE.set(out, offset, r.l0 | (r.l1 << 51));
    LONG_LE.set(out, offset + 8, (r.l1 >>> 13) | (r.l2 << 38));
    LONG_LE.set(out, offset + 16, (r.l2 >>> 26) | (r.l3 << 25));
    LONG_LE.set(out, offset + 24, (r.l3 >>> 39) | (r.l4 << 12));
  }

  /** The same element in 0..p-1, as a new one. Limbs must be below 2^54. */
  private FieldElement canonical() {
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
    a.l0 = r0 & MASK;
    a.l1 = r1 & MASK;
    a.l2 = r2 & MASK;
    a.l3 = r3 & MASK;
    a.l4 = r4 & MASK;
    return a;
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
    if (WIDE) {
      WideProduct.mul(this, a, b);
    } else {
      NarrowProduct.mul(this, a, b);
    }
    return this;
  }

  FieldElement square(FieldElement a) {
    if (WIDE) {
      WideProduct.square(this, a);
    } else {
      NarrowProduct.square(this, a);
    }
    return this;
  }

  /** Carries once, so that the limbs are reduced. */
  FieldElement carry() {
    WideProduct.carry(this, l0, l1, l2, l3, l4);
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
    return (int) canonical().l0 & 1;
  }

  /** 1 if zero, else 0. */
  int zero() {
    FieldElement a = canonical();
    return isZero(a.l0 | a.l1 | a.l2 | a.l3 | a.l4);
  }

  /** 1 if equal as field elements, else 0. */
  int sameAs(FieldElement other) {
    FieldElement a = canonical();
    FieldElement b = other.canonical();
    return isZero((a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3) | (a.l4 ^ b.l4));
  }

  /** 1 for 0, 0 for 1 to 2^63 - 1; without a branch. */
  private static int isZero(long v) {
    return (int) ((v - 1) >>> 63);
  }

  /** Makes this the non-negative one of the two of this and -this. Must be reduced. */
  FieldElement absolute() {
    FieldElement n = new FieldElement().negate(this);
    setIf(n, negative());
    return this;
  }
}
