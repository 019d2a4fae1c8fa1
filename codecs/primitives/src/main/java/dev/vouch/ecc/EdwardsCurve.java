package dev.vouch.ecc;

import java.util.Optional;

/**
 * The twisted Edwards curve {@code -5 x^2 + y^2 = 1 + d x^2 y^2} by the formulas of Hisil, Wong,
 * Carter and Dawson. They are not complete here: points outside the prime-order subgroup may end
 * with {@code z = 0}, and then which formula met which points decides the result.
 */
final class EdwardsCurve implements Group<AffinePoint<Residue>, ExtendedPoint> {
  private final PrimeField field;
  private final Residue d;
  private final ExtendedPoint identity;

  EdwardsCurve(PrimeField field, Residue d) {
    this.field = field;
    this.d = d;
    identity = new ExtendedPoint(field.zero(), field.one(), field.zero(), field.one());
  }

  @Override
  public ExtendedPoint identity() {
    return identity;
  }

  @Override
  public ExtendedPoint twice(ExtendedPoint p) {
    Residue a = field.square(p.x());
    Residue b = field.square(p.y());
    Residue c = field.twice(field.square(p.z()));
    Residue minusFive = timesA(a);
    Residue e = field.subtract(field.square(field.add(p.x(), p.y())), field.add(a, b));
    Residue g = field.add(minusFive, b);
    Residue f = field.subtract(g, c);
    Residue h = field.subtract(minusFive, b);
    return product(e, f, g, h);
  }

  @Override
  public ExtendedPoint add(ExtendedPoint p, ExtendedPoint q) {
    return sum(p, q.x(), q.y(), q.t(), field.multiply(p.z(), q.z()));
  }

  @Override
  public ExtendedPoint addAffine(ExtendedPoint p, AffinePoint<Residue> q) {
    return sum(p, q.x(), q.y(), field.multiply(q.x(), q.y()), p.z());
  }

  private ExtendedPoint sum(ExtendedPoint p, Residue x, Residue y, Residue t, Residue z) {
    Residue a = field.multiply(p.x(), x);
    Residue b = field.multiply(p.y(), y);
    Residue c = field.multiply(d, field.multiply(p.t(), t));
    Residue cross = field.multiply(field.add(p.x(), p.y()), field.add(x, y));
    Residue e = field.subtract(cross, field.add(a, b));
    return product(e, field.subtract(z, c), field.add(z, c), field.subtract(b, timesA(a)));
  }

  private ExtendedPoint product(Residue e, Residue f, Residue g, Residue h) {
    return new ExtendedPoint(
        field.multiply(e, f), field.multiply(g, h), field.multiply(e, h), field.multiply(f, g));
  }

  private Residue timesA(Residue value) {
    Residue four = field.twice(field.twice(value));
    return field.negate(field.add(four, value));
  }

  boolean contains(AffinePoint<Residue> p) {
    Residue x2 = field.square(p.x());
    Residue y2 = field.square(p.y());
    Residue product = field.multiply(d, field.multiply(x2, y2));
    return field.add(timesA(x2), y2).equals(field.add(field.one(), product));
  }

  /** The coordinates, or nothing for a degenerate point. */
  Optional<AffinePoint<Residue>> coordinates(ExtendedPoint p) {
    if (field.isZero(p.z())) {
      return Optional.empty();
    }
    Residue inverse = field.invert(p.z());
    return Optional.of(
        new AffinePoint<>(field.multiply(p.x(), inverse), field.multiply(p.y(), inverse), false));
  }
}
