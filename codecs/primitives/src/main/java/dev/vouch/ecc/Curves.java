package dev.vouch.ecc;

import java.math.BigInteger;

/** The curves' constants. */
final class Curves {
  static final PrimeField BLS_BASE =
      new PrimeField(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
              + "1eabfffeb153ffffb9feffffffffaaab");

  /** Scalars of BLS12-381, and coordinates of Bandersnatch. */
  static final PrimeField BLS_SCALAR =
      new PrimeField("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");

  static final PrimeField BANDERSNATCH_SCALAR =
      new PrimeField("1cfb69d4ca675f520cce760202687600ff8f87007419047174fd06b52876e7e1");

  private static final PrimeField PALLAS_BASE =
      new PrimeField("40000000000000000000000000000000224698fc094cf91b992d30ed00000001");
  private static final PrimeField VESTA_BASE =
      new PrimeField("40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001");

  private static final Fp2Field BLS_FP2 = new Fp2Field(BLS_BASE);
  static final Fp12Field BLS_TARGET = new Fp12Field(new Fp6Field(BLS_FP2));
  static final Pairing BLS_PAIRING = new Pairing(BLS_FP2, BLS_TARGET);

  static final WeierstrassOperations<Residue> BLS_G1 =
      new WeierstrassOperations<>(
          new WeierstrassCurve<>(BLS_BASE), BlsPointCodec.g1(BLS_BASE), BLS_SCALAR);
  static final WeierstrassOperations<Fp2> BLS_G2 =
      new WeierstrassOperations<>(
          new WeierstrassCurve<>(BLS_FP2), BlsPointCodec.g2(BLS_BASE), BLS_SCALAR);
  static final WeierstrassOperations<Residue> PALLAS = pasta(PALLAS_BASE, VESTA_BASE);
  static final WeierstrassOperations<Residue> VESTA = pasta(VESTA_BASE, PALLAS_BASE);
  static final EdwardsCurve BANDERSNATCH =
      new EdwardsCurve(
          BLS_SCALAR,
          BLS_SCALAR.of(
              new BigInteger(
                  "6389c12633c267cbc66e3bf86be3b6d8cb66677177e54f92b369f2f5188d58e7", 16)));

  private Curves() {}

  private static WeierstrassOperations<Residue> pasta(PrimeField base, PrimeField scalars) {
    return new WeierstrassOperations<>(
        new WeierstrassCurve<>(base), new PastaPointCodec(base), scalars);
  }
}
