package dev.vouch.ecc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Reads the uncompressed, unchecked encodings of HF-9; bytes that are left over do not matter. */
final class PointReader {
  private static final int LIMB_BYTES = 8;

  private final byte[] bytes;
  private int at;

  PointReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** That many bytes as they stand. */
  byte[] take(int count) {
    if (count > bytes.length - at) {
      throw new UndecodableException("ends within an element");
    }
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  /** An element behind its canonical little-endian number. */
  Residue element(PrimeField field) {
    return canonical(field, littleEndian(take(field.bytes())));
  }

  static Residue canonical(PrimeField field, BigInteger value) {
    return field
        .canonical(value)
        .orElseThrow(() -> new UndecodableException("a number is not below the modulus"));
  }

  static BigInteger littleEndian(byte[] value) {
    byte[] reversed = new byte[value.length];
    for (int i = 0; i < value.length; i++) {
      reversed[i] = value[value.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  /** A list behind its 64-bit count; each element takes at least one byte. */
  <T> List<T> list(Function<PointReader, T> element) {
    long count = littleEndian(take(LIMB_BYTES)).longValue();
    if (count < 0 || count > bytes.length - at) {
      throw new UndecodableException("a list is longer than its bytes");
    }
    List<T> result = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      result.add(element.apply(this));
    }
    return result;
  }

  /** A list of 64-bit limbs, the least significant first, as one number. */
  BigInteger limbs() {
    long count = littleEndian(take(LIMB_BYTES)).longValue();
    if (count < 0 || count > (bytes.length - at) / LIMB_BYTES) {
      throw new UndecodableException("a list is longer than its bytes");
    }
    return littleEndian(take(Math.toIntExact(count * LIMB_BYTES)));
  }
}
