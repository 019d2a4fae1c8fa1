package dev.vouch.ecc;

/**
 * How the points of one curve are written, uncompressed.
 *
 * @param <E> a coordinate
 */
interface PointCodec<E> {
  AffinePoint<E> read(PointReader in);

  byte[] write(AffinePoint<E> point);

  /** The bytes of the identity of a curve that has no coordinates for it. */
  byte[] identity();
}
