package dev.vouch.ecc;

/**
 * What scalar multiplication needs of a curve.
 *
 * @param <A> a point as it is given
 * @param <P> a point as it is worked with
 */
interface Group<A, P> {
  P identity();

  P twice(P a);

  P add(P a, P b);

  /** The sum with a point that was given, by the curve's cheaper formulas. */
  P addAffine(P a, A b);
}
