package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string, compared by content; ordered as unsigned bytes, shorter first. */
public final class Bytes implements Comparable<Bytes> {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  /** {@code Vec<u8>}: the length, compact, and the bytes. */
  public static final Codec<Bytes> CODEC =
      Codec.of((v, out) -> out.bytes(v), in -> wrap(in.bytes()));

  private static final int SHOWN_BYTES = 16;

  private final byte[] data;

  private Bytes(byte[] data) {
    this.data = data;
  }

  /** A copy of {@code data}. */
  public static Bytes copyOf(byte[] data) {
    return wrap(data.clone());
  }

  /**
   * Takes over {@code data} without a copy: the caller gives it away and never changes it again.
   */
  public static Bytes wrap(byte[] data) {
    return data.length == 0 ? EMPTY : new Bytes(data);
  }

  /** From hex digits of either case, with or without {@code 0x}. */
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
  }

  /** Several byte strings joined. */
  public static Bytes concat(Bytes... parts) {
    int length = 0;
    for (Bytes part : parts) {
      length = Math.addExact(length, part.length());
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (Bytes part : parts) {
      part.copyInto(joined, at);
      at += part.length();
    }
    return wrap(joined);
  }

  /** Number of bytes. */
  public int length() {
    return data.length;
  }

  /** Whether there is no byte. */
  public boolean isEmpty() {
    return data.length == 0;
  }

  /** The byte at {@code index}, 0..255. */
  public int at(int index) {
    return data[index] & 0xff;
  }

  /** The bytes from {@code from} up to before {@code to}. */
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > data.length) {
      throw new IndexOutOfBoundsException(from + ".." + to + " of " + data.length + " bytes");
    }
    return wrap(Arrays.copyOfRange(data, from, to));
  }

  /** A copy as an array. */
  public byte[] toArray() {
    return data.clone();
  }

  /** Copies all bytes into {@code target} from {@code offset} on. */
  public void copyInto(byte[] target, int offset) {
    System.arraycopy(data, 0, target, offset, data.length);
  }

  /** The bytes without a copy, read-only. */
  public ByteBuffer asReadOnlyByteBuffer() {
    return ByteBuffer.wrap(data).asReadOnlyBuffer();
  }

  /** Lower-case hex without prefix. */
  public String toHex() {
    return HexFormat.of().formatHex(data);
  }

  byte[] unsafeArray() {
    return data;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(data, other.data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(data, bytes.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return data.length <= SHOWN_BYTES
        ? "0x" + toHex()
        : "0x" + slice(0, SHOWN_BYTES).toHex() + "… (" + data.length + " bytes)";
  }
}
