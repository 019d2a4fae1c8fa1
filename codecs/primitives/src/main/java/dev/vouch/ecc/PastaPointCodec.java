package dev.vouch.ecc;

import java.math.BigInteger;

/**
 * Points of Pallas and Vesta: little-endian numbers and two flags in the top bits of one byte more
 * (the sign of the second coordinate, infinity), since the modulus leaves no room for both. The
 * other bits of that byte and the sign do not matter; the origin is the identity.
 */
record PastaPointCodec(PrimeField base) implements PointCodec<Residue> {
  private static final int NEGATIVE = 0x80;
  private static final int INFINITY = 0x40;

  @Override
  public AffinePoint<Residue> read(PointReader in) {
    Residue x = in.element(base);
    Residue y = in.element(base);
    int flags = in.take(1)[0] & (NEGATIVE | INFINITY);
    if (flags == (NEGATIVE | INFINITY)) {
      throw new UndecodableException("an identity with a sign");
    }
    boolean origin = base.isZero(x) && base.isZero(y);
    return new AffinePoint<>(x, y, flags == INFINITY || origin);
  }

  @Override
  public byte[] write(AffinePoint<Residue> point) {
    byte[] bytes = PointWriter.coordinates(base, point, 1);
    BigInteger y = base.valueOf(point.y());
    if (y.shiftLeft(1).compareTo(base.modulus()) > 0) {
      bytes[bytes.length - 1] = (byte) NEGATIVE;
    }
    return bytes;
  }

  @Override
  public byte[] identity() {
    byte[] bytes = new byte[2 * base.bytes() + 1];
    bytes[bytes.length - 1] = INFINITY;
    return bytes;
  }
}
