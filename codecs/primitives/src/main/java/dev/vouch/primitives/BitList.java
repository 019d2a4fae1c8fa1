package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.util.Arrays;

/**
 * An immutable list of bits, {@code BitVec<u8, Lsb0>} on the wire (wire 1.6): bit i is bit i mod 8,
 * least significant first, of byte i / 8. Surplus bits of the last byte are dropped when decoding
 * and written as zero.
 */
public final class BitList {
  /** Most bits that decode. */
  public static final int MAX_BITS = 0x1fff_ffff;

  /** The bit count, compact, and the bytes. */
  public static final Codec<BitList> CODEC =
      Codec.of("Bits", (v, out) -> out.compact(v.length).raw(v.data), BitList::decode);

  private final int length;
  private final byte[] data;

  private BitList(int length, byte[] data) {
    this.length = length;
    this.data = data;
    if (length % 8 != 0) {
      data[data.length - 1] &= (byte) ((1 << (length % 8)) - 1);
    }
  }

  /** {@code length} zero bits. */
  public static BitList zeros(int length) {
    return new BitList(length, new byte[byteCount(length)]);
  }

  /** From a string of 0 and 1, bit 0 first. */
  public static BitList of(String bits) {
    byte[] data = new byte[byteCount(bits.length())];
    for (int i = 0; i < bits.length(); i++) {
      char bit = bits.charAt(i);
      if (bit != '0' && bit != '1') {
        throw new IllegalArgumentException("a bit is 0 or 1, not " + bit);
      }
      data[i / 8] |= (byte) ((bit - '0') << (i % 8));
    }
    return new BitList(bits.length(), data);
  }

  /** The 8 bits of a byte, least significant first. */
  public static BitList ofByte(int value) {
    return new BitList(8, new byte[] {(byte) value});
  }

  /** Number of bits. */
  public int length() {
    return length;
  }

  /** Bit {@code index}. */
  public boolean get(int index) {
    return ((data[checked(index) / 8] >> (index % 8)) & 1) == 1;
  }

  /** The same bits but for {@code index}. */
  public BitList with(int index, boolean bit) {
    byte[] changed = data.clone();
    int mask = 1 << (checked(index) % 8);
    changed[index / 8] = (byte) (bit ? (changed[index / 8] | mask) : (changed[index / 8] & ~mask));
    return new BitList(length, changed);
  }

  /** Number of bits that are 1. */
  public int count() {
    int count = 0;
    for (byte b : data) {
      count += Integer.bitCount(b & 0xff);
    }
    return count;
  }

  /** Bits {@code from} up to before {@code to}. */
  public BitList slice(int from, int to) {
    if (from < 0 || to < from || to > length) {
      throw new IndexOutOfBoundsException(from + ".." + to + " of " + length + " bits");
    }
    byte[] part = new byte[byteCount(to - from)];
    for (int i = from; i < to; i++) {
      part[(i - from) / 8] |= (byte) ((get(i) ? 1 : 0) << ((i - from) % 8));
    }
    return new BitList(to - from, part);
  }

  /** These bits and then those of {@code other}. */
  public BitList concat(BitList other) {
    byte[] joined = Arrays.copyOf(data, byteCount(length + other.length));
    for (int i = 0; i < other.length; i++) {
      joined[(length + i) / 8] |= (byte) ((other.get(i) ? 1 : 0) << ((length + i) % 8));
    }
    return new BitList(length + other.length, joined);
  }

  private int checked(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(index + " of " + length + " bits");
    }
    return index;
  }

  private static int byteCount(int bits) {
    return bits / 8 + (bits % 8 == 0 ? 0 : 1);
  }

  private static BitList decode(ScaleReader in) throws ScaleException {
    int start = in.position();
    long bits = in.compactU32();
    if (bits > MAX_BITS) {
      throw in.failureAt(start, bits + " bits, at most " + MAX_BITS);
    }
    return new BitList((int) bits, in.raw(byteCount((int) bits)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitList bits && length == bits.length && Arrays.equals(data, bits.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + length;
  }

  /** The bits as 0 and 1, bit 0 first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(get(i) ? '1' : '0');
    }
    return text.toString();
  }
}
