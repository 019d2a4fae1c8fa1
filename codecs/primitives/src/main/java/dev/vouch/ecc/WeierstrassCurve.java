package dev.vouch.ecc;

import java.util.List;
import java.util.Optional;

/**
 * A curve {@code y^2 = x^3 + b}. Its formulas never use {@code b}, so that a point off the curve is
 * worked with as a point of the curve on which it lies.
 */
final class WeierstrassCurve<E> implements Group<AffinePoint<E>, JacobianPoint<E>> {
  private final Field<E> field;
  private final JacobianPoint<E> identity;

  WeierstrassCurve(Field<E> field) {
    this.field = field;
    identity = new JacobianPoint<>(field.one(), field.one(), field.zero());
  }

  @Override
  public JacobianPoint<E> identity() {
    return identity;
  }

  @Override
  public JacobianPoint<E> twice(JacobianPoint<E> p) {
    if (field.isZero(p.z())) {
      return p;
    }
    E a = field.square(p.x());
    E b = field.square(p.y());
    E c = field.square(b);
    E sum = field.square(field.add(p.x(), b));
    E d = field.twice(field.subtract(sum, field.add(a, c)));
    E e = field.add(field.twice(a), a);
    E x = field.subtract(field.square(e), field.twice(d));
    E eightC = field.twice(field.twice(field.twice(c)));
    E y = field.subtract(field.multiply(e, field.subtract(d, x)), eightC);
    return new JacobianPoint<>(x, y, field.twice(field.multiply(p.y(), p.z())));
  }

  @Override
  public JacobianPoint<E> add(JacobianPoint<E> p, JacobianPoint<E> q) {
    if (field.isZero(p.z())) {
      return q;
    }
    if (field.isZero(q.z())) {
      return p;
    }
    E pz2 = field.square(p.z());
    E qz2 = field.square(q.z());
    E pz3 = field.multiply(p.z(), pz2);
    E qz3 = field.multiply(q.z(), qz2);
    E z = field.multiply(p.z(), q.z());
    return chord(
        new JacobianPoint<>(field.multiply(p.x(), qz2), field.multiply(p.y(), qz3), z),
        field.multiply(q.x(), pz2),
        field.multiply(q.y(), pz3),
        p);
  }

  @Override
  public JacobianPoint<E> addAffine(JacobianPoint<E> p, AffinePoint<E> q) {
    if (q.infinity()) {
      return p;
    }
    if (field.isZero(p.z())) {
      return new JacobianPoint<>(q.x(), q.y(), field.one());
    }
    E pz2 = field.square(p.z());
    E pz3 = field.multiply(p.z(), pz2);
    return chord(p, field.multiply(q.x(), pz2), field.multiply(q.y(), pz3), p);
  }

  /** The sum of two points whose coordinates were brought to one denominator, {@code a.z}. */
  private JacobianPoint<E> chord(JacobianPoint<E> a, E x, E y, JacobianPoint<E> twin) {
    if (a.x().equals(x) && a.y().equals(y)) {
      return twice(twin);
    }
    E h = field.subtract(x, a.x());
    E r = field.subtract(y, a.y());
    E h2 = field.square(h);
    E h3 = field.multiply(h, h2);
    E v = field.multiply(a.x(), h2);
    E nx = field.subtract(field.square(r), field.add(h3, field.twice(v)));
    E ny = field.subtract(field.multiply(r, field.subtract(v, nx)), field.multiply(a.y(), h3));
    return new JacobianPoint<>(nx, ny, field.multiply(a.z(), h));
  }

  /** Whether all these points lie on one curve, whatever its {@code b}. */
  boolean isOneFor(List<AffinePoint<E>> points) {
    return points.stream().filter(p -> !p.infinity()).map(this::constant).distinct().count() <= 1;
  }

  private E constant(AffinePoint<E> p) {
    return field.subtract(field.square(p.y()), field.multiply(field.square(p.x()), p.x()));
  }

  /** The coordinates, or nothing for the identity. */
  Optional<AffinePoint<E>> coordinates(JacobianPoint<E> p) {
    if (field.isZero(p.z())) {
      return Optional.empty();
    }
    E inverse = field.invert(p.z());
    E squared = field.square(inverse);
    E y = field.multiply(p.y(), field.multiply(squared, inverse));
    return Optional.of(new AffinePoint<>(field.multiply(p.x(), squared), y, false));
  }
}
