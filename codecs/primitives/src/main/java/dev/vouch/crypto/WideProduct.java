package dev.vouch.crypto;

import static java.lang.Math.multiplyHigh;

/**
 * Products of field elements where the compiler knows {@code Math.multiplyHigh} as an instruction:
 * 50 multiplications. Limbs of the arguments must be below 2^54, those of the result are below 2^51
 * + 2^18; sums are unsigned and below 2^64 then.
 *
 * <p>Column k of the product collects 2^-51 of each of its five products rounded down ({@code hk}),
 * and what that leaves: the sum of the products less {@code hk} 2^51, exact although both wrap,
 * because it is below 5 2^51. Limbs that wrap around 2^255 come in times 19.
 */
final class WideProduct {
  private static final long MASK = (1L << 51) - 1;

  private WideProduct() {}

  static void mul(FieldElement out, FieldElement a, FieldElement b) {
    long a0 = a.l0;
    long a1 = a.l1;
    long a2 = a.l2;
    long a3 = a.l3;
    long a4 = a.l4;
    long b0 = b.l0;
    long b1 = b.l1;
    long b2 = b.l2;
    long b3 = b.l3;
    long b4 = b.l4;
    long n1 = 19 * b1;
    long n2 = 19 * b2;
    long n3 = 19 * b3;
    long n4 = 19 * b4;
    // (2^9 a) (2^4 b) has a b / 2^51 in its upper word.
    long s0 = a0 << 9;
    long s1 = a1 << 9;
    long s2 = a2 << 9;
    long s3 = a3 << 9;
    long s4 = a4 << 9;
    long t0 = b0 << 4;
    long t1 = b1 << 4;
    long t2 = b2 << 4;
    long t3 = b3 << 4;
    long t4 = b4 << 4;
    long u1 = n1 << 4;
    long u2 = n2 << 4;
    long u3 = n3 << 4;
    long u4 = n4 << 4;
    long h0 =
        multiplyHigh(s0, t0)
            + multiplyHigh(s1, u4)
            + multiplyHigh(s2, u3)
            + multiplyHigh(s3, u2)
            + multiplyHigh(s4, u1);
    long p0 = a0 * b0 + a1 * n4 + a2 * n3 + a3 * n2 + a4 * n1 - (h0 << 51);
    long h1 =
        multiplyHigh(s0, t1)
            + multiplyHigh(s1, t0)
            + multiplyHigh(s2, u4)
            + multiplyHigh(s3, u3)
            + multiplyHigh(s4, u2);
    long p1 = a0 * b1 + a1 * b0 + a2 * n4 + a3 * n3 + a4 * n2 - (h1 << 51);
    long h2 =
        multiplyHigh(s0, t2)
            + multiplyHigh(s1, t1)
            + multiplyHigh(s2, t0)
            + multiplyHigh(s3, u4)
            + multiplyHigh(s4, u3);
    long p2 = a0 * b2 + a1 * b1 + a2 * b0 + a3 * n4 + a4 * n3 - (h2 << 51);
    long h3 =
        multiplyHigh(s0, t3)
            + multiplyHigh(s1, t2)
            + multiplyHigh(s2, t1)
            + multiplyHigh(s3, t0)
            + multiplyHigh(s4, u4);
    long p3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * n4 - (h3 << 51);
    long h4 =
        multiplyHigh(s0, t4)
            + multiplyHigh(s1, t3)
            + multiplyHigh(s2, t2)
            + multiplyHigh(s3, t1)
            + multiplyHigh(s4, t0);
    long p4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << 51);
    carry(out, p0 + 19 * h4, p1 + h0, p2 + h1, p3 + h2, p4 + h3);
  }

  static void square(FieldElement out, FieldElement a) {
    long a0 = a.l0;
    long a1 = a.l1;
    long a2 = a.l2;
    long a3 = a.l3;
    long a4 = a.l4;
    long n3 = 19 * a3;
    long n4 = 19 * a4;
    long s0 = a0 << 9;
    long s1 = a1 << 9;
    long s2 = a2 << 9;
    long s3 = a3 << 9;
    long s4 = a4 << 9;
    long t0 = a0 << 4;
    long t1 = a1 << 4;
    long t2 = a2 << 4;
    long t3 = a3 << 4;
    long t4 = a4 << 4;
    long u3 = n3 << 4;
    long u4 = n4 << 4;
    long h0 = multiplyHigh(s0, t0) + ((multiplyHigh(s1, u4) + multiplyHigh(s2, u3)) << 1);
    long p0 = a0 * a0 + ((a1 * n4 + a2 * n3) << 1) - (h0 << 51);
    long h1 = multiplyHigh(s3, u3) + ((multiplyHigh(s0, t1) + multiplyHigh(s2, u4)) << 1);
    long p1 = a3 * n3 + ((a0 * a1 + a2 * n4) << 1) - (h1 << 51);
    long h2 = multiplyHigh(s1, t1) + ((multiplyHigh(s0, t2) + multiplyHigh(s3, u4)) << 1);
    long p2 = a1 * a1 + ((a0 * a2 + a3 * n4) << 1) - (h2 << 51);
    long h3 = multiplyHigh(s4, u4) + ((multiplyHigh(s0, t3) + multiplyHigh(s1, t2)) << 1);
    long p3 = a4 * n4 + ((a0 * a3 + a1 * a2) << 1) - (h3 << 51);
    long h4 = multiplyHigh(s2, t2) + ((multiplyHigh(s0, t4) + multiplyHigh(s1, t3)) << 1);
    long p4 = a2 * a2 + ((a0 * a4 + a1 * a3) << 1) - (h4 << 51);
    carry(out, p0 + 19 * h4, p1 + h0, p2 + h1, p3 + h2, p4 + h3);
  }

  static void carry(FieldElement out, long o0, long o1, long o2, long o3, long o4) {
    o1 += o0 >>> 51;
    o2 += o1 >>> 51;
    o3 += o2 >>> 51;
    o4 += o3 >>> 51;
    out.l0 = (o0 & MASK) + 19 * (o4 >>> 51);
    out.l1 = o1 & MASK;
    out.l2 = o2 & MASK;
    out.l3 = o3 & MASK;
    out.l4 = o4 & MASK;
  }
}
