package dev.vouch.ecc;

/** The cubic extension {@code v^3 = 1 + u} of {@link Fp2Field}. */
final class Fp6Field implements Field<Fp6> {
  private final Fp2Field base;
  private final Fp6 zero;
  private final Fp6 one;

  Fp6Field(Fp2Field base) {
    this.base = base;
    zero = new Fp6(base.zero(), base.zero(), base.zero());
    one = new Fp6(base.one(), base.zero(), base.zero());
  }

  Fp2Field base() {
    return base;
  }

  @Override
  public Fp6 zero() {
    return zero;
  }

  @Override
  public Fp6 one() {
    return one;
  }

  @Override
  public Fp6 add(Fp6 a, Fp6 b) {
    return new Fp6(base.add(a.c0(), b.c0()), base.add(a.c1(), b.c1()), base.add(a.c2(), b.c2()));
  }

  @Override
  public Fp6 subtract(Fp6 a, Fp6 b) {
    return new Fp6(
        base.subtract(a.c0(), b.c0()),
        base.subtract(a.c1(), b.c1()),
        base.subtract(a.c2(), b.c2()));
  }

  @Override
  public Fp6 multiply(Fp6 a, Fp6 b) {
    Fp2 low = base.multiply(a.c0(), b.c0());
    Fp2 middle = base.multiply(a.c1(), b.c1());
    Fp2 high = base.multiply(a.c2(), b.c2());
    Fp2 upper = base.subtract(cross(a.c1(), a.c2(), b.c1(), b.c2()), base.add(middle, high));
    Fp2 lower = base.subtract(cross(a.c0(), a.c1(), b.c0(), b.c1()), base.add(low, middle));
    Fp2 outer = base.subtract(cross(a.c0(), a.c2(), b.c0(), b.c2()), base.add(low, high));
    return new Fp6(
        base.add(low, base.timesNonResidue(upper)),
        base.add(lower, base.timesNonResidue(high)),
        base.add(outer, middle));
  }

  private Fp2 cross(Fp2 a, Fp2 b, Fp2 c, Fp2 d) {
    return base.multiply(base.add(a, b), base.add(c, d));
  }

  @Override
  public Fp6 invert(Fp6 a) {
    Fp2 s0 =
        base.subtract(base.square(a.c0()), base.timesNonResidue(base.multiply(a.c1(), a.c2())));
    Fp2 s1 =
        base.subtract(base.timesNonResidue(base.square(a.c2())), base.multiply(a.c0(), a.c1()));
    Fp2 s2 = base.subtract(base.square(a.c1()), base.multiply(a.c0(), a.c2()));
    Fp2 sum = base.add(base.multiply(a.c2(), s1), base.multiply(a.c1(), s2));
    Fp2 norm = base.add(base.multiply(a.c0(), s0), base.timesNonResidue(sum));
    Fp2 inverse = base.invert(norm);
    return new Fp6(
        base.multiply(s0, inverse), base.multiply(s1, inverse), base.multiply(s2, inverse));
  }

  @Override
  public boolean isZero(Fp6 a) {
    return base.isZero(a.c0()) && base.isZero(a.c1()) && base.isZero(a.c2());
  }

  /** Times {@code v}. */
  Fp6 timesNonResidue(Fp6 a) {
    return new Fp6(base.timesNonResidue(a.c2()), a.c0(), a.c1());
  }

  /** {@code a (b0 + b1 v)}. */
  Fp6 timesSparse(Fp6 a, Fp2 b0, Fp2 b1) {
    Fp2 low = base.multiply(a.c0(), b0);
    Fp2 middle = base.multiply(a.c1(), b1);
    Fp2 lower = base.subtract(cross(a.c0(), a.c1(), b0, b1), base.add(low, middle));
    return new Fp6(
        base.add(low, base.timesNonResidue(base.multiply(a.c2(), b1))),
        lower,
        base.add(middle, base.multiply(a.c2(), b0)));
  }

  /** {@code a b v}. */
  Fp6 timesV(Fp6 a, Fp2 b) {
    return new Fp6(
        base.timesNonResidue(base.multiply(a.c2(), b)),
        base.multiply(a.c0(), b),
        base.multiply(a.c1(), b));
  }
}
