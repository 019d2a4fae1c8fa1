package dev.vouch.crypto;

/** Powers in the field: inversion and the square root of a ratio (wire 5.1). In constant time. */
final class Roots {
  /** d of the curve: -121665 / 121666. */
  static final FieldElement D =
      new FieldElement(
          929955233495203L,
          466365720129213L,
          1662059464998953L,
          2033849074728123L,
          1442794654840575L);

  /** 2d. */
  static final FieldElement D2 =
      new FieldElement(
          1859910466990425L,
          932731440258426L,
          1072319116312658L,
          1815898335770999L,
          633789495995903L);

  /** The even square root of -1. */
  static final FieldElement SQRT_M1 =
      new FieldElement(
          1718705420411056L,
          234908883556509L,
          2233514472574048L,
          2117202627021982L,
          765476049583133L);

  private Roots() {}

  /** a^-1; 0 for 0. */
  static FieldElement invert(FieldElement a) {
    FieldElement a11 = new FieldElement();
    FieldElement r = pow2To250Minus1(a, a11);
    return r.squareTimes(r, 5).mul(r, a11);
  }

  /**
   * Computes sqrt(u / v): out is the non-negative root and the answer 1 if it exists; else the root
   * of i u / v and 0. (u = 0: 1 and out = 0; v = 0 and u not: 0 and out = 0.)
   */
  static int sqrtRatio(FieldElement out, FieldElement u, FieldElement v) {
    FieldElement v3 = new FieldElement().square(v);
    v3.mul(v3, v);
    FieldElement v7 = new FieldElement().square(v3);
    v7.mul(v7, v);
    FieldElement uv7 = v7.mul(v7, u);
    // (p - 5) / 8 = 2^252 - 3.
    FieldElement r = pow2To250Minus1(uv7, new FieldElement());
    r.squareTimes(r, 2).mul(r, uv7);
    return chooseRoot(out, r.mul(r, v3).mul(r, u), u, v);
  }

  /** {@link #sqrtRatio} of 1 and v. */
  static int inverseSqrt(FieldElement out, FieldElement v) {
    FieldElement v3 = new FieldElement().square(v);
    v3.mul(v3, v);
    FieldElement v7 = new FieldElement().square(v3);
    v7.mul(v7, v);
    FieldElement r = pow2To250Minus1(v7, new FieldElement());
    r.squareTimes(r, 2).mul(r, v7);
    return chooseRoot(out, r.mul(r, v3), new FieldElement().set(1), v);
  }

  /** Of a root of u / v times a fourth root of 1, one without it if there is any. */
  private static int chooseRoot(FieldElement out, FieldElement r, FieldElement u, FieldElement v) {
    FieldElement check = new FieldElement().square(r);
    check.mul(check, v);
    FieldElement minusU = new FieldElement().negate(u);
    FieldElement minusUi = new FieldElement().mul(minusU, SQRT_M1);
    int correct = check.sameAs(u);
    int flipped = check.sameAs(minusU);
    int flippedI = check.sameAs(minusUi);
    FieldElement rotated = new FieldElement().mul(r, SQRT_M1);
    r.setIf(rotated, flipped | flippedI);
    out.set(r.absolute());
    return correct | flipped;
  }

  /** a^(2^250 - 1); leaves a^11 in a11. */
  private static FieldElement pow2To250Minus1(FieldElement a, FieldElement a11) {
    FieldElement t = new FieldElement().square(a);
    FieldElement a9 = new FieldElement().squareTimes(t, 2);
    a9.mul(a9, a);
    a11.mul(a9, t);
    FieldElement e5 = new FieldElement().square(a11); // exponent 2^5 - 1 after the next line
    e5.mul(e5, a9);
    FieldElement e10 = new FieldElement().squareTimes(e5, 5);
    e10.mul(e10, e5);
    FieldElement e20 = new FieldElement().squareTimes(e10, 10);
    e20.mul(e20, e10);
    FieldElement e40 = new FieldElement().squareTimes(e20, 20);
    e40.mul(e40, e20);
    FieldElement e50 = new FieldElement().squareTimes(e40, 10);
    e50.mul(e50, e10);
    FieldElement e100 = new FieldElement().squareTimes(e50, 50);
    e100.mul(e100, e50);
    FieldElement e200 = new FieldElement().squareTimes(e100, 100);
    e200.mul(e200, e100);
    FieldElement e250 = t.squareTimes(e200, 50);
    return e250.mul(e250, e50);
  }
}
