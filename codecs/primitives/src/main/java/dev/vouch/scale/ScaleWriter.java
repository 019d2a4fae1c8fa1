package dev.vouch.scale;

import dev.vouch.primitives.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes SCALE into a growing buffer (wire 1). A number out of its type's range is our own mistake
 * and throws {@link IllegalArgumentException}. For one thread.
 */
public final class ScaleWriter {
  private byte[] data;
  private int length;

  /** An empty writer. */
  public ScaleWriter() {
    this(256);
  }

  /** An empty writer with room for {@code expectedLength} bytes before it grows. */
  public ScaleWriter(int expectedLength) {
    data = new byte[Math.max(16, expectedLength)];
  }

  /** Bytes written. */
  public int length() {
    return length;
  }

  /** A copy of what was written. */
  public byte[] toArray() {
    return Arrays.copyOf(data, length);
  }

  /** What was written, as an immutable value. */
  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  /** An unsigned byte. */
  public ScaleWriter u8(int value) {
    return fixed(checked(value, 0xff), 1);
  }

  /** An unsigned 16-bit integer. */
  public ScaleWriter u16(int value) {
    return fixed(checked(value, 0xffff), 2);
  }

  /** An unsigned 32-bit integer. */
  public ScaleWriter u32(long value) {
    return fixed(checked(value, 0xffff_ffffL), 4);
  }

  /** An unsigned 32-bit integer, given as its 32 bits. */
  public ScaleWriter u32(int bits) {
    return fixed(bits & 0xffff_ffffL, 4);
  }

  /** An unsigned 64-bit integer, given as its 64 bits. */
  public ScaleWriter u64(long bits) {
    return fixed(bits, 8);
  }

  /** An unsigned 128-bit integer. */
  public ScaleWriter u128(BigInteger value) {
    return unsigned(value, 16);
  }

  /** {@code 00} or {@code 01}. */
  public ScaleWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** A compact integer, given as the 64 bits of an unsigned number. */
  public ScaleWriter compact(long bits) {
    if (bits >>> 30 == 0) {
      int value = (int) bits;
      if (value < 1 << 6) {
        return fixed(value << 2, 1);
      }
      return value < 1 << 14 ? fixed((value << 2) | 1, 2) : fixed(((long) value << 2) | 2, 4);
    }
    int bytes = Math.max(4, (71 - Long.numberOfLeadingZeros(bits)) / 8);
    return fixed(((bytes - 4) << 2) | 3, 1).fixed(bits, bytes);
  }

  /** A compact integer of at most 128 bits. */
  public ScaleWriter compact(BigInteger value) {
    if (value.bitLength() <= 64) {
      checkNotNegative(value);
      return compact(value.longValue());
    }
    int bytes = (value.bitLength() + 7) / 8;
    return u8(((bytes - 4) << 2) | 3).unsigned(value, bytes);
  }

  /** Raw bytes without a length. */
  public ScaleWriter raw(byte[] bytes) {
    grow(bytes.length);
    System.arraycopy(bytes, 0, data, length, bytes.length);
    length += bytes.length;
    return this;
  }

  /** Raw bytes without a length. */
  public ScaleWriter raw(Bytes bytes) {
    grow(bytes.length());
    bytes.copyInto(data, length);
    length += bytes.length();
    return this;
  }

  /** Bytes with their compact length before them. */
  public ScaleWriter bytes(Bytes bytes) {
    return compact(bytes.length()).raw(bytes);
  }

  /** A string in UTF-8 with its compact length in bytes before it. */
  public ScaleWriter string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return compact(utf8.length).raw(utf8);
  }

  /** A value, by its codec. */
  public <T> ScaleWriter value(Codec<T> codec, T value) {
    codec.encode(value, this);
    return this;
  }

  private ScaleWriter fixed(long value, int bytes) {
    grow(bytes);
    for (int i = 0; i < bytes; i++) {
      data[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  private ScaleWriter unsigned(BigInteger value, int bytes) {
    checkNotNegative(value);
    if (value.bitLength() > 8 * bytes) {
      throw new IllegalArgumentException(value + " needs more than " + bytes + " bytes");
    }
    byte[] bigEndian = value.toByteArray();
    grow(bytes);
    for (int i = 0; i < bytes; i++) {
      int from = bigEndian.length - 1 - i;
      data[length++] = from >= 0 ? bigEndian[from] : 0;
    }
    return this;
  }

  private static void checkNotNegative(BigInteger value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(value + " is negative");
    }
  }

  private static long checked(long value, long maximum) {
    if (value < 0 || value > maximum) {
      throw new IllegalArgumentException(value + " is not in 0.." + maximum);
    }
    return value;
  }

  private void grow(int more) {
    int needed = Math.addExact(length, more);
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, (int) Math.min(2L * data.length, 1 << 30)));
    }
  }
}
