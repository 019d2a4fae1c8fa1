package dev.vouch.crypto;

/**
 * The group law, with temporaries that live as long as this object: one per computation, never
 * shared between threads. Formulas: Hisil, Wong, Carter, Dawson 2008 for a = -1; complete, so that
 * no input is special.
 */
final class PointArithmetic {
  private final FieldElement a = new FieldElement();
  private final FieldElement b = new FieldElement();
  private final FieldElement c = new FieldElement();
  private final FieldElement e = new FieldElement();
  private final FieldElement f = new FieldElement();
  private final FieldElement g = new FieldElement();
  private final FieldElement h = new FieldElement();

  /** p = 2p. T of the result is computed only if asked for; T of p is not used. */
  void twice(EdwardsPoint p, boolean withT) {
    a.square(p.x);
    b.square(p.y);
    c.square(p.z);
    e.add(p.x, p.y);
    e.square(e);
    h.add(a, b); // < 2^52.1
    g.sub(b, a); // < 2^53.4
    e.sub(e, h); // < 2^53.4
    f.add(c, c);
    f.add(f, a);
    f.sub(f, b); // 2 Z^2 - g, < 2^53.9
    finish(p, withT);
  }

  void add(EdwardsPoint p, CachedPoint q, boolean withT) {
    c.mul(p.z, q.z);
    addParts(p, q.yPlusX, q.yMinusX);
    combine(p, q, withT);
  }

  void subtract(EdwardsPoint p, CachedPoint q, boolean withT) {
    c.mul(p.z, q.z);
    addParts(p, q.yMinusX, q.yPlusX);
    combineNegated(p, q, withT);
  }

  /** p + q for a q with Z = 1. */
  void addAffine(EdwardsPoint p, CachedPoint q, boolean withT) {
    c.set(p.z);
    addParts(p, q.yPlusX, q.yMinusX);
    combine(p, q, withT);
  }

  /** p - q for a q with Z = 1. */
  void subtractAffine(EdwardsPoint p, CachedPoint q, boolean withT) {
    c.set(p.z);
    addParts(p, q.yMinusX, q.yPlusX);
    combineNegated(p, q, withT);
  }

  private void addParts(EdwardsPoint p, FieldElement plus, FieldElement minus) {
    a.add(p.y, p.x);
    a.mul(a, plus);
    b.sub(p.y, p.x);
    b.mul(b, minus);
    e.sub(a, b);
    h.add(a, b);
    c.add(c, c);
  }

  private void combine(EdwardsPoint p, CachedPoint q, boolean withT) {
    a.mul(p.t, q.t2d);
    g.add(c, a);
    f.sub(c, a);
    finish(p, withT);
  }

  private void combineNegated(EdwardsPoint p, CachedPoint q, boolean withT) {
    a.mul(p.t, q.t2d);
    f.add(c, a);
    g.sub(c, a);
    finish(p, withT);
  }

  private void finish(EdwardsPoint p, boolean withT) {
    p.x.mul(e, f);
    p.y.mul(h, g);
    p.z.mul(g, f);
    if (withT) {
      p.t.mul(e, h);
    }
  }
}
