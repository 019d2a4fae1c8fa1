package dev.vouch.ecc;

import dev.vouch.primitives.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The operations of validation HF-9. Inputs and outputs are uncompressed, points are not checked:
 * one off its curve or outside its subgroup is accepted as it is given.
 */
public enum EccOperation {
  /** Lists of points of G1 and G2 to the target field, before the final exponentiation. */
  BLS12_381_MULTI_MILLER_LOOP,
  /** An element of the target field to one of its subgroup; takes one input. */
  BLS12_381_FINAL_EXPONENTIATION,
  /** Lists of points of G1 and scalars to a point. */
  BLS12_381_MSM_G1,
  /** Lists of points of G2 and scalars to a point. */
  BLS12_381_MSM_G2,
  /** A point of G1 and the limbs of a number to a point. */
  BLS12_381_MUL_G1,
  /** A point of G2 and the limbs of a number to a point. */
  BLS12_381_MUL_G2,
  /** Lists of points of Pallas and scalars to a point. */
  PALLAS_MSM,
  /** A point of Pallas and the limbs of a number to a point. */
  PALLAS_MUL,
  /** Lists of points of Vesta and scalars to a point. */
  VESTA_MSM,
  /** A point of Vesta and the limbs of a number to a point. */
  VESTA_MUL,
  /** Lists of points of Bandersnatch in twisted Edwards form and scalars to a point. */
  ED_ON_BLS12_381_BANDERSNATCH_MSM,
  /** A point of Bandersnatch in twisted Edwards form and the limbs of a number to a point. */
  ED_ON_BLS12_381_BANDERSNATCH_MUL;

  private static final int UNDECODABLE = 2;
  private static final int LENGTHS_DIFFER = 3;
  private static final int DEGENERATE = 4;
  private static final int OTHER = 255;

  /** The name of the host function, without prefix and version. */
  public String functionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it takes one input, which its result replaces, instead of two. */
  public boolean inPlace() {
    return this == BLS12_381_FINAL_EXPONENTIATION;
  }

  /**
   * Runs it.
   *
   * @param first first input: points, a point, or the element
   * @param second second input: points, scalars, or limbs; not looked at where there is one input
   */
  public EccResult run(Bytes first, Bytes second) {
    PointReader a = new PointReader(first.toArray());
    PointReader b = new PointReader(second.toArray());
    try {
      return switch (this) {
        case BLS12_381_MULTI_MILLER_LOOP -> millerLoop(a, b);
        case BLS12_381_FINAL_EXPONENTIATION -> finalExponentiation(a);
        case BLS12_381_MSM_G1 -> Curves.BLS_G1.sum(a, b);
        case BLS12_381_MSM_G2 -> Curves.BLS_G2.sum(a, b);
        case BLS12_381_MUL_G1 -> Curves.BLS_G1.multiple(a, b);
        case BLS12_381_MUL_G2 -> Curves.BLS_G2.multiple(a, b);
        case PALLAS_MSM -> Curves.PALLAS.sum(a, b);
        case PALLAS_MUL -> Curves.PALLAS.multiple(a, b);
        case VESTA_MSM -> Curves.VESTA.sum(a, b);
        case VESTA_MUL -> Curves.VESTA.multiple(a, b);
        case ED_ON_BLS12_381_BANDERSNATCH_MSM -> bandersnatchSum(a, b);
        case ED_ON_BLS12_381_BANDERSNATCH_MUL -> bandersnatchMultiple(a, b);
      };
    } catch (UndecodableException e) {
      return new EccResult.Refused(UNDECODABLE);
    }
  }

  private static EccResult millerLoop(PointReader a, PointReader b) {
    List<AffinePoint<Residue>> g1 = a.list(Curves.BLS_G1.codec()::read);
    List<AffinePoint<Fp2>> g2 = b.list(Curves.BLS_G2.codec()::read);
    return g1.size() == g2.size()
        ? done(PointWriter.target(Curves.BLS_BASE, Curves.BLS_PAIRING.millerLoop(g1, g2)))
        : new EccResult.Panicked();
  }

  private static EccResult finalExponentiation(PointReader in) {
    Fp12 value = new Fp12(fp6(in), fp6(in));
    return Curves.BLS_TARGET.isZero(value)
        ? new EccResult.Refused(OTHER)
        : done(PointWriter.target(Curves.BLS_BASE, Curves.BLS_PAIRING.finalExponentiation(value)));
  }

  private static Fp6 fp6(PointReader in) {
    return new Fp6(fp2(in), fp2(in), fp2(in));
  }

  private static Fp2 fp2(PointReader in) {
    return new Fp2(in.element(Curves.BLS_BASE), in.element(Curves.BLS_BASE));
  }

  private static EccResult bandersnatchSum(PointReader a, PointReader b) {
    List<AffinePoint<Residue>> bases = a.list(EccOperation::bandersnatchPoint);
    List<BigInteger> scalars = b.list(in -> scalar(in, Curves.BANDERSNATCH_SCALAR));
    if (bases.size() != scalars.size()) {
      return new EccResult.Refused(LENGTHS_DIFFER);
    }
    return bases.stream().allMatch(Curves.BANDERSNATCH::contains)
        ? bandersnatch(ScalarMultiplication.sum(Curves.BANDERSNATCH, bases, scalars))
        : new EccResult.Undefined();
  }

  private static EccResult bandersnatchMultiple(PointReader a, PointReader b) {
    AffinePoint<Residue> base = bandersnatchPoint(a);
    return bandersnatch(ScalarMultiplication.multiple(Curves.BANDERSNATCH, base, b.limbs()));
  }

  private static AffinePoint<Residue> bandersnatchPoint(PointReader in) {
    return new AffinePoint<>(in.element(Curves.BLS_SCALAR), in.element(Curves.BLS_SCALAR), false);
  }

  private static EccResult bandersnatch(ExtendedPoint point) {
    Optional<AffinePoint<Residue>> affine = Curves.BANDERSNATCH.coordinates(point);
    return affine.isPresent()
        ? done(PointWriter.coordinates(Curves.BLS_SCALAR, affine.get(), 0))
        : new EccResult.Refused(DEGENERATE);
  }

  static BigInteger scalar(PointReader in, PrimeField field) {
    return field.valueOf(in.element(field));
  }

  static EccResult done(byte[] output) {
    return new EccResult.Done(Bytes.wrap(output));
  }
}
