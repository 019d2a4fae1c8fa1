package dev.vouch.ecc;

/** The quadratic extension of a prime field by a square root of -1. */
final class Fp2Field implements Field<Fp2> {
  private final PrimeField base;
  private final Fp2 zero;
  private final Fp2 one;

  Fp2Field(PrimeField base) {
    this.base = base;
    zero = new Fp2(base.zero(), base.zero());
    one = new Fp2(base.one(), base.zero());
  }

  PrimeField base() {
    return base;
  }

  @Override
  public Fp2 zero() {
    return zero;
  }

  @Override
  public Fp2 one() {
    return one;
  }

  @Override
  public Fp2 add(Fp2 a, Fp2 b) {
    return new Fp2(base.add(a.c0(), b.c0()), base.add(a.c1(), b.c1()));
  }

  @Override
  public Fp2 subtract(Fp2 a, Fp2 b) {
    return new Fp2(base.subtract(a.c0(), b.c0()), base.subtract(a.c1(), b.c1()));
  }

  @Override
  public Fp2 multiply(Fp2 a, Fp2 b) {
    Residue low = base.multiply(a.c0(), b.c0());
    Residue high = base.multiply(a.c1(), b.c1());
    Residue cross = base.multiply(base.add(a.c0(), a.c1()), base.add(b.c0(), b.c1()));
    return new Fp2(base.subtract(low, high), base.subtract(cross, base.add(low, high)));
  }

  @Override
  public Fp2 square(Fp2 a) {
    Residue c0 = base.multiply(base.add(a.c0(), a.c1()), base.subtract(a.c0(), a.c1()));
    return new Fp2(c0, base.twice(base.multiply(a.c0(), a.c1())));
  }

  @Override
  public Fp2 invert(Fp2 a) {
    Residue norm = base.add(base.square(a.c0()), base.square(a.c1()));
    return scale(conjugate(a), base.invert(norm));
  }

  @Override
  public boolean isZero(Fp2 a) {
    return base.isZero(a.c0()) && base.isZero(a.c1());
  }

  Fp2 conjugate(Fp2 a) {
    return new Fp2(a.c0(), base.negate(a.c1()));
  }

  Fp2 scale(Fp2 a, Residue factor) {
    return new Fp2(base.multiply(a.c0(), factor), base.multiply(a.c1(), factor));
  }

  /** Times {@code 1 + u}, from which BLS12-381 builds its tower and its twist. */
  Fp2 timesNonResidue(Fp2 a) {
    return new Fp2(base.subtract(a.c0(), a.c1()), base.add(a.c0(), a.c1()));
  }
}
