package dev.vouch.ecc;

import java.math.BigInteger;

/** The quadratic extension {@code w^2 = v} of {@link Fp6Field}: the target field of the pairing. */
final class Fp12Field implements Field<Fp12> {
  private static final int COEFFICIENTS = 6;

  private final Fp6Field base;
  private final Fp12 zero;
  private final Fp12 one;

  /** {@code (1 + u)^(i (q - 1) / 6)}: what the Frobenius map does to {@code w^i}. */
  private final Fp2[] frobenius = new Fp2[COEFFICIENTS];

  Fp12Field(Fp6Field base) {
    this.base = base;
    zero = new Fp12(base.zero(), base.zero());
    one = new Fp12(base.one(), base.zero());
    Fp2Field fp2 = base.base();
    BigInteger sixth =
        fp2.base().modulus().subtract(BigInteger.ONE).divide(BigInteger.valueOf(COEFFICIENTS));
    Fp2 root = fp2.power(fp2.timesNonResidue(fp2.one()), sixth);
    frobenius[0] = fp2.one();
    for (int i = 1; i < COEFFICIENTS; i++) {
      frobenius[i] = fp2.multiply(frobenius[i - 1], root);
    }
  }

  @Override
  public Fp12 zero() {
    return zero;
  }

  @Override
  public Fp12 one() {
    return one;
  }

  @Override
  public Fp12 add(Fp12 a, Fp12 b) {
    return new Fp12(base.add(a.c0(), b.c0()), base.add(a.c1(), b.c1()));
  }

  @Override
  public Fp12 subtract(Fp12 a, Fp12 b) {
    return new Fp12(base.subtract(a.c0(), b.c0()), base.subtract(a.c1(), b.c1()));
  }

  @Override
  public Fp12 multiply(Fp12 a, Fp12 b) {
    Fp6 low = base.multiply(a.c0(), b.c0());
    Fp6 high = base.multiply(a.c1(), b.c1());
    Fp6 cross = base.multiply(base.add(a.c0(), a.c1()), base.add(b.c0(), b.c1()));
    return new Fp12(
        base.add(low, base.timesNonResidue(high)), base.subtract(cross, base.add(low, high)));
  }

  @Override
  public Fp12 square(Fp12 a) {
    Fp6 product = base.multiply(a.c0(), a.c1());
    Fp6 sum =
        base.multiply(base.add(a.c0(), a.c1()), base.add(a.c0(), base.timesNonResidue(a.c1())));
    Fp6 c0 = base.subtract(sum, base.add(product, base.timesNonResidue(product)));
    return new Fp12(c0, base.twice(product));
  }

  @Override
  public Fp12 invert(Fp12 a) {
    Fp6 norm = base.subtract(base.square(a.c0()), base.timesNonResidue(base.square(a.c1())));
    Fp6 inverse = base.invert(norm);
    return new Fp12(base.multiply(a.c0(), inverse), base.negate(base.multiply(a.c1(), inverse)));
  }

  @Override
  public boolean isZero(Fp12 a) {
    return base.isZero(a.c0()) && base.isZero(a.c1());
  }

  /** The {@code q^6}-th power. */
  Fp12 conjugate(Fp12 a) {
    return new Fp12(a.c0(), base.negate(a.c1()));
  }

  /** The {@code q}-th power. */
  Fp12 frobenius(Fp12 a) {
    return new Fp12(frobenius(a.c0(), 0), frobenius(a.c1(), 1));
  }

  private Fp6 frobenius(Fp6 a, int odd) {
    return new Fp6(mapped(a.c0(), odd), mapped(a.c1(), 2 + odd), mapped(a.c2(), 4 + odd));
  }

  private Fp2 mapped(Fp2 a, int power) {
    Fp2Field fp2 = base.base();
    return fp2.multiply(fp2.conjugate(a), frobenius[power]);
  }

  /** {@code a (b0 + b1 v + b4 v w)}: the product with a line of the Miller loop. */
  Fp12 timesLine(Fp12 a, Fp2 b0, Fp2 b1, Fp2 b4) {
    Fp6 low = base.timesSparse(a.c0(), b0, b1);
    Fp6 high = base.timesV(a.c1(), b4);
    Fp6 cross = base.timesSparse(base.add(a.c0(), a.c1()), b0, base.base().add(b1, b4));
    return new Fp12(
        base.add(low, base.timesNonResidue(high)), base.subtract(cross, base.add(low, high)));
  }
}
