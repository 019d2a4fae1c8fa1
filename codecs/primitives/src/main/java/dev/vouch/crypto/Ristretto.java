package dev.vouch.crypto;

/** The encoding of the prime-order group Ristretto255 (wire 5.2). */
final class Ristretto {
  /** 1 / sqrt(a - d), a = -1; the even one. */
  static final FieldElement INVSQRT_A_MINUS_D = invsqrtAMinusD();

  private Ristretto() {}

  private static FieldElement invsqrtAMinusD() {
    FieldElement one = new FieldElement().set(1);
    FieldElement aMinusD = new FieldElement().add(one, Roots.D);
    aMinusD.negate(aMinusD);
    FieldElement out = new FieldElement();
    if (Roots.sqrtRatio(out, one, aMinusD) != 1) {
      throw new IllegalStateException("a - d is a square");
    }
    return out;
  }

  /** Reads 32 bytes; false, and p undefined, if they are not the one encoding of an element. */
  static boolean decode(EdwardsPoint p, byte[] in) {
    FieldElement s = new FieldElement().decode(in, 0);
    byte[] canonical = new byte[32];
    s.encode(canonical, 0);
    if (!java.util.Arrays.equals(canonical, in) || (in[0] & 1) != 0) {
      return false;
    }
    FieldElement one = new FieldElement().set(1);
    FieldElement ss = new FieldElement().square(s);
    FieldElement u1 = new FieldElement().sub(one, ss).carry();
    FieldElement u2 = new FieldElement().add(one, ss);
    FieldElement u2u2 = new FieldElement().square(u2);
    FieldElement v = new FieldElement().square(u1);
    v.mul(v, Roots.D);
    v.add(v, u2u2);
    v.negate(v);
    FieldElement i = new FieldElement();
    int ok = Roots.inverseSqrt(i, new FieldElement().mul(v, u2u2));
    FieldElement dx = new FieldElement().mul(i, u2);
    FieldElement dy = new FieldElement().mul(i, dx);
    dy.mul(dy, v);
    p.x.add(s, s).mul(p.x, dx).absolute();
    p.y.mul(u1, dy);
    p.z.set(1);
    p.t.mul(p.x, p.y);
    return ok == 1 && p.t.negative() == 0 && p.y.zero() == 0;
  }

  /** Whether the point stands for the neutral element: those have x = 0 or y = 0. */
  static boolean neutral(EdwardsPoint p) {
    return (p.x.zero() | p.y.zero()) == 1;
  }

  /** The one encoding of the element; in constant time. All four coordinates are used. */
  static byte[] encode(EdwardsPoint p) {
    FieldElement u1 = new FieldElement().add(p.z, p.y);
    FieldElement w = new FieldElement().sub(p.z, p.y);
    u1.mul(u1, w);
    FieldElement u2 = new FieldElement().mul(p.x, p.y);
    FieldElement i = new FieldElement().square(u2);
    i.mul(i, u1);
    Roots.inverseSqrt(i, i);
    FieldElement d1 = new FieldElement().mul(i, u1);
    FieldElement d2 = new FieldElement().mul(i, u2);
    FieldElement zi = new FieldElement().mul(d1, d2);
    zi.mul(zi, p.t);
    FieldElement x = new FieldElement().set(p.x);
    FieldElement y = new FieldElement().set(p.y);
    int rotate = w.mul(p.t, zi).negative();
    x.setIf(w.mul(p.y, Roots.SQRT_M1), rotate);
    y.setIf(w.mul(p.x, Roots.SQRT_M1), rotate);
    d2.setIf(w.mul(d1, INVSQRT_A_MINUS_D), rotate);
    int negateY = w.mul(x, zi).negative();
    y.setIf(w.negate(y), negateY);
    w.sub(p.z, y);
    w.mul(w, d2).absolute();
    byte[] out = new byte[32];
    w.encode(out, 0);
    return out;
  }
}
