package dev.vouch.crypto;

/**
 * A point prepared for being added: Y + X, Y - X, Z and 2dT. With Z = 1 ("affine") an addition
 * saves one multiplication.
 */
final class CachedPoint {
  final FieldElement yPlusX = new FieldElement().set(1);
  final FieldElement yMinusX = new FieldElement().set(1);
  final FieldElement z = new FieldElement().set(1);
  final FieldElement t2d = new FieldElement();

  CachedPoint() {}

  CachedPoint set(EdwardsPoint p) {
    yPlusX.add(p.y, p.x).carry();
    yMinusX.sub(p.y, p.x).carry();
    z.set(p.z);
    t2d.mul(p.t, Roots.D2);
    return this;
  }

  /** Divides by Z, given 1 / Z. */
  void scale(EdwardsPoint p, FieldElement zInverse) {
    EdwardsPoint affine = new EdwardsPoint();
    affine.x.mul(p.x, zInverse);
    affine.y.mul(p.y, zInverse);
    affine.t.mul(affine.x, affine.y);
    set(affine);
  }

  void setIf(CachedPoint p, int choice) {
    yPlusX.setIf(p.yPlusX, choice);
    yMinusX.setIf(p.yMinusX, choice);
    t2d.setIf(p.t2d, choice);
  }

  void negateIf(int choice, FieldElement scratch) {
    scratch.set(yPlusX);
    yPlusX.setIf(yMinusX, choice);
    yMinusX.setIf(scratch, choice);
    scratch.negate(t2d);
    t2d.setIf(scratch, choice);
  }
}
