package dev.vouch.ecc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Points of BLS12-381: big-endian numbers, for G2 the part that belongs to {@code u} first, with
 * three flags in the top bits of the first byte (compressed, infinity, sign). The origin is the
 * identity with or without its flag.
 */
final class BlsPointCodec<E> implements PointCodec<E> {
  private static final int FLAGS = 0xe0;
  private static final int INFINITY = 0x40;

  private final PrimeField base;
  private final int numbers;
  private final Function<List<Residue>, E> join;
  private final Function<E, List<Residue>> split;

  private BlsPointCodec(
      PrimeField base,
      int numbers,
      Function<List<Residue>, E> join,
      Function<E, List<Residue>> split) {
    this.base = base;
    this.numbers = numbers;
    this.join = join;
    this.split = split;
  }

  static BlsPointCodec<Residue> g1(PrimeField base) {
    return new BlsPointCodec<>(base, 1, List::getFirst, List::of);
  }

  static BlsPointCodec<Fp2> g2(PrimeField base) {
    return new BlsPointCodec<>(
        base, 2, n -> new Fp2(n.get(1), n.get(0)), e -> List.of(e.c1(), e.c0()));
  }

  @Override
  public AffinePoint<E> read(PointReader in) {
    byte[] bytes = in.take(2 * numbers * base.bytes());
    int flags = bytes[0] & FLAGS;
    bytes[0] &= (byte) ~FLAGS;
    if (flags != 0 && flags != INFINITY) {
      throw new UndecodableException("flags of a compressed point");
    }
    boolean origin = Arrays.equals(bytes, new byte[bytes.length]);
    if (flags == INFINITY && !origin) {
      throw new UndecodableException("an identity with coordinates");
    }
    List<Residue> parts = new ArrayList<>();
    for (int i = 0; i < 2 * numbers; i++) {
      byte[] number = Arrays.copyOfRange(bytes, i * base.bytes(), (i + 1) * base.bytes());
      parts.add(PointReader.canonical(base, new BigInteger(1, number)));
    }
    return new AffinePoint<>(
        join.apply(parts.subList(0, numbers)),
        join.apply(parts.subList(numbers, 2 * numbers)),
        origin);
  }

  @Override
  public byte[] write(AffinePoint<E> point) {
    byte[] bytes = new byte[2 * numbers * base.bytes()];
    List<Residue> parts = new ArrayList<>(split.apply(point.x()));
    parts.addAll(split.apply(point.y()));
    for (int i = 0; i < parts.size(); i++) {
      byte[] little = PointWriter.littleEndian(base.valueOf(parts.get(i)), base.bytes());
      for (int j = 0; j < little.length; j++) {
        bytes[(i + 1) * base.bytes() - 1 - j] = little[j];
      }
    }
    return bytes;
  }

  @Override
  public byte[] identity() {
    byte[] bytes = new byte[2 * numbers * base.bytes()];
    bytes[0] = INFINITY;
    return bytes;
  }
}
