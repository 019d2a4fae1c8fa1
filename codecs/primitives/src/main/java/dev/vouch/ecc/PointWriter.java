package dev.vouch.ecc;

import java.math.BigInteger;

/** Writes little-endian numbers. */
final class PointWriter {
  private PointWriter() {}

  /** That many bytes of a number which they can hold. */
  static byte[] littleEndian(BigInteger value, int bytes) {
    byte[] big = value.toByteArray();
    byte[] little = new byte[bytes];
    for (int i = 0; i < Math.min(bytes, big.length); i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }

  /** Both coordinates, and room behind them. */
  static byte[] coordinates(PrimeField field, AffinePoint<Residue> point, int room) {
    byte[] bytes = new byte[2 * field.bytes() + room];
    System.arraycopy(
        littleEndian(field.valueOf(point.x()), field.bytes()), 0, bytes, 0, field.bytes());
    System.arraycopy(
        littleEndian(field.valueOf(point.y()), field.bytes()),
        0,
        bytes,
        field.bytes(),
        field.bytes());
    return bytes;
  }

  /** An element of the target field: twelve numbers, from the lowest power up at each level. */
  static byte[] target(PrimeField field, Fp12 value) {
    byte[] bytes = new byte[12 * field.bytes()];
    int at = 0;
    for (Fp6 six : new Fp6[] {value.c0(), value.c1()}) {
      for (Fp2 two : new Fp2[] {six.c0(), six.c1(), six.c2()}) {
        for (Residue part : new Residue[] {two.c0(), two.c1()}) {
          System.arraycopy(
              littleEndian(field.valueOf(part), field.bytes()), 0, bytes, at, field.bytes());
          at += field.bytes();
        }
      }
    }
    return bytes;
  }
}
