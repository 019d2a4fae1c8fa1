package dev.vouch.crypto;

/**
 * Products of field elements for a compiler without {@code Math.multiplyHigh}, which is C1 alone:
 * plain multiplications only. Limbs of the arguments must be below 2^54, those of the result are
 * below 2^51 + 2; sums are unsigned and below 2^64 then.
 *
 * <p>Each limb is a lower half of 26 bits and the rest of at most 28. Three products of five by
 * five halves make the whole: lower ({@code p}), upper ({@code q}), and of the sums of halves,
 * which less the other two is what is in the middle ({@code m}): 75 multiplications instead of 100.
 */
final class NarrowProduct {
  private static final long MASK26 = (1L << 26) - 1;
  private static final long MASK25 = (1L << 25) - 1;

  private NarrowProduct() {}

  static void mul(FieldElement out, FieldElement a, FieldElement b) {
    long x0 = a.l0 & MASK26;
    long x1 = a.l1 & MASK26;
    long x2 = a.l2 & MASK26;
    long x3 = a.l3 & MASK26;
    long x4 = a.l4 & MASK26;
    long y0 = b.l0 & MASK26;
    long y1 = b.l1 & MASK26;
    long y2 = b.l2 & MASK26;
    long y3 = b.l3 & MASK26;
    long y4 = b.l4 & MASK26;
    long yn1 = 19 * y1;
    long yn2 = 19 * y2;
    long yn3 = 19 * y3;
    long yn4 = 19 * y4;
    long p0 = x0 * y0 + x1 * yn4 + x2 * yn3 + x3 * yn2 + x4 * yn1;
    long p1 = x0 * y1 + x1 * y0 + x2 * yn4 + x3 * yn3 + x4 * yn2;
    long p2 = x0 * y2 + x1 * y1 + x2 * y0 + x3 * yn4 + x4 * yn3;
    long p3 = x0 * y3 + x1 * y2 + x2 * y1 + x3 * y0 + x4 * yn4;
    long p4 = x0 * y4 + x1 * y3 + x2 * y2 + x3 * y1 + x4 * y0;
    long u0 = a.l0 >>> 26;
    long u1 = a.l1 >>> 26;
    long u2 = a.l2 >>> 26;
    long u3 = a.l3 >>> 26;
    long u4 = a.l4 >>> 26;
    long v0 = b.l0 >>> 26;
    long v1 = b.l1 >>> 26;
    long v2 = b.l2 >>> 26;
    long v3 = b.l3 >>> 26;
    long v4 = b.l4 >>> 26;
    long vn1 = 19 * v1;
    long vn2 = 19 * v2;
    long vn3 = 19 * v3;
    long vn4 = 19 * v4;
    long q0 = u0 * v0 + u1 * vn4 + u2 * vn3 + u3 * vn2 + u4 * vn1;
    long q1 = u0 * v1 + u1 * v0 + u2 * vn4 + u3 * vn3 + u4 * vn2;
    long q2 = u0 * v2 + u1 * v1 + u2 * v0 + u3 * vn4 + u4 * vn3;
    long q3 = u0 * v3 + u1 * v2 + u2 * v1 + u3 * v0 + u4 * vn4;
    long q4 = u0 * v4 + u1 * v3 + u2 * v2 + u3 * v1 + u4 * v0;
    long s0 = x0 + u0;
    long s1 = x1 + u1;
    long s2 = x2 + u2;
    long s3 = x3 + u3;
    long s4 = x4 + u4;
    long t0 = y0 + v0;
    long t1 = y1 + v1;
    long t2 = y2 + v2;
    long t3 = y3 + v3;
    long t4 = y4 + v4;
    long tn1 = 19 * t1;
    long tn2 = 19 * t2;
    long tn3 = 19 * t3;
    long tn4 = 19 * t4;
    long m0 = s0 * t0 + s1 * tn4 + s2 * tn3 + s3 * tn2 + s4 * tn1 - p0 - q0;
    long m1 = s0 * t1 + s1 * t0 + s2 * tn4 + s3 * tn3 + s4 * tn2 - p1 - q1;
    long m2 = s0 * t2 + s1 * t1 + s2 * t0 + s3 * tn4 + s4 * tn3 - p2 - q2;
    long m3 = s0 * t3 + s1 * t2 + s2 * t1 + s3 * t0 + s4 * tn4 - p3 - q3;
    long m4 = s0 * t4 + s1 * t3 + s2 * t2 + s3 * t1 + s4 * t0 - p4 - q4;
    carry(
        out, p0 + 38 * q4, m0, p1 + 2 * q0, m1, p2 + 2 * q1, m2, p3 + 2 * q2, m3, p4 + 2 * q3, m4);
  }

  static void square(FieldElement out, FieldElement a) {
    long x0 = a.l0 & MASK26;
    long x1 = a.l1 & MASK26;
    long x2 = a.l2 & MASK26;
    long x3 = a.l3 & MASK26;
    long x4 = a.l4 & MASK26;
    long xn3 = 19 * x3;
    long xn4 = 19 * x4;
    long p0 = x0 * x0 + ((x1 * xn4 + x2 * xn3) << 1);
    long p1 = x3 * xn3 + ((x0 * x1 + x2 * xn4) << 1);
    long p2 = x1 * x1 + ((x0 * x2 + x3 * xn4) << 1);
    long p3 = x4 * xn4 + ((x0 * x3 + x1 * x2) << 1);
    long p4 = x2 * x2 + ((x0 * x4 + x1 * x3) << 1);
    long u0 = a.l0 >>> 26;
    long u1 = a.l1 >>> 26;
    long u2 = a.l2 >>> 26;
    long u3 = a.l3 >>> 26;
    long u4 = a.l4 >>> 26;
    long un3 = 19 * u3;
    long un4 = 19 * u4;
    long q0 = u0 * u0 + ((u1 * un4 + u2 * un3) << 1);
    long q1 = u3 * un3 + ((u0 * u1 + u2 * un4) << 1);
    long q2 = u1 * u1 + ((u0 * u2 + u3 * un4) << 1);
    long q3 = u4 * un4 + ((u0 * u3 + u1 * u2) << 1);
    long q4 = u2 * u2 + ((u0 * u4 + u1 * u3) << 1);
    long s0 = x0 + u0;
    long s1 = x1 + u1;
    long s2 = x2 + u2;
    long s3 = x3 + u3;
    long s4 = x4 + u4;
    long sn3 = 19 * s3;
    long sn4 = 19 * s4;
    long m0 = s0 * s0 + ((s1 * sn4 + s2 * sn3) << 1) - p0 - q0;
    long m1 = s3 * sn3 + ((s0 * s1 + s2 * sn4) << 1) - p1 - q1;
    long m2 = s1 * s1 + ((s0 * s2 + s3 * sn4) << 1) - p2 - q2;
    long m3 = s4 * sn4 + ((s0 * s3 + s1 * s2) << 1) - p3 - q3;
    long m4 = s2 * s2 + ((s0 * s4 + s1 * s3) << 1) - p4 - q4;
    carry(
        out, p0 + 38 * q4, m0, p1 + 2 * q0, m1, p2 + 2 * q1, m2, p3 + 2 * q2, m3, p4 + 2 * q3, m4);
  }

  /** Ten columns of 26 and 25 bits in turn, into limbs. */
  private static void carry(
      FieldElement out,
      long e0,
      long m0,
      long e1,
      long m1,
      long e2,
      long m2,
      long e3,
      long m3,
      long e4,
      long m4) {
    m0 += e0 >>> 26;
    e1 += m0 >>> 25;
    m1 += e1 >>> 26;
    e2 += m1 >>> 25;
    m2 += e2 >>> 26;
    e3 += m2 >>> 25;
    m3 += e3 >>> 26;
    e4 += m3 >>> 25;
    m4 += e4 >>> 26;
    long r0 = ((e0 & MASK26) | ((m0 & MASK25) << 26)) + 19 * (m4 >>> 25);
    out.l0 = r0 & ((1L << 51) - 1);
    out.l1 = ((e1 & MASK26) | ((m1 & MASK25) << 26)) + (r0 >>> 51);
    out.l2 = (e2 & MASK26) | ((m2 & MASK25) << 26);
    out.l3 = (e3 & MASK26) | ((m3 & MASK25) << 26);
    out.l4 = (e4 & MASK26) | ((m4 & MASK25) << 26);
  }
}
