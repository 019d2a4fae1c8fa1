package dev.vouch.ecc;

import java.math.BigInteger;
import java.util.List;

/** The two operations on one short Weierstrass curve. */
record WeierstrassOperations<E>(
    WeierstrassCurve<E> curve, PointCodec<E> codec, PrimeField scalars) {
  private static final int LENGTHS_DIFFER = 3;

  EccResult sum(PointReader a, PointReader b) {
    List<AffinePoint<E>> bases = a.list(codec::read);
    List<BigInteger> factors = b.list(in -> EccOperation.scalar(in, scalars));
    if (bases.size() != factors.size()) {
      return new EccResult.Refused(LENGTHS_DIFFER);
    }
    return curve.isOneFor(bases)
        ? written(ScalarMultiplication.sum(curve, bases, factors))
        : new EccResult.Undefined();
  }

  EccResult multiple(PointReader a, PointReader b) {
    AffinePoint<E> base = codec.read(a);
    return written(ScalarMultiplication.multiple(curve, base, b.limbs()));
  }

  private EccResult written(JacobianPoint<E> point) {
    return EccOperation.done(curve.coordinates(point).map(codec::write).orElseGet(codec::identity));
  }
}
