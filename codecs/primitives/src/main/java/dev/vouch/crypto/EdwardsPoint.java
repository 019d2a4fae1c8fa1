package dev.vouch.crypto;

/**
 * A point of the twisted Edwards curve -x^2 + y^2 = 1 + d x^2 y^2 in extended coordinates (X : Y :
 * Z : T), T = XY / Z (wire 5.1). Mutable; coordinates are always reduced. Arithmetic is in {@link
 * PointArithmetic}.
 */
final class EdwardsPoint {
  final FieldElement x = new FieldElement();
  final FieldElement y = new FieldElement().set(1);
  final FieldElement z = new FieldElement().set(1);
  final FieldElement t = new FieldElement();

  /** The neutral element. */
  EdwardsPoint() {}

  EdwardsPoint set(EdwardsPoint p) {
    x.set(p.x);
    y.set(p.y);
    z.set(p.z);
    t.set(p.t);
    return this;
  }

  /** The base point: y = 4/5, x even. */
  static EdwardsPoint base() {
    byte[] y = new byte[32];
    java.util.Arrays.fill(y, (byte) 0x66);
    y[0] = 0x58;
    EdwardsPoint p = new EdwardsPoint();
    if (!p.decompress(y, 0)) {
      throw new IllegalStateException("the base point is on the curve");
    }
    return p;
  }

  /**
   * Reads an Ed25519 encoding as ZIP-215 does: y may be p or more (taken modulo p), x = 0 may carry
   * the sign bit. Answers false if no point has this y.
   */
  boolean decompress(byte[] in, int offset) {
    y.decode(in, offset);
    int sign = (in[offset + 31] & 0x80) >>> 7;
    FieldElement one = new FieldElement().set(1);
    FieldElement yy = new FieldElement().square(y);
    FieldElement u = new FieldElement().sub(yy, one).carry();
    FieldElement v = new FieldElement().mul(yy, Roots.D);
    v.add(v, one);
    int ok = Roots.sqrtRatio(x, u, v);
    FieldElement minusX = new FieldElement().negate(x);
    x.setIf(minusX, sign);
    z.set(1);
    t.mul(x, y);
    return ok == 1;
  }

  /** Makes this its negative. */
  void negate() {
    x.negate(x);
    t.negate(t);
  }

  /** Whether this is the neutral element. */
  boolean neutral() {
    return x.zero() == 1 && y.sameAs(z) == 1;
  }
}
