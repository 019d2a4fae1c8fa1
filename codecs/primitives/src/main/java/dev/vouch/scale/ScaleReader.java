package dev.vouch.scale;

import dev.vouch.primitives.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads SCALE from one byte array, front to back (wire 1). Strict: compact integers must be
 * minimal, booleans and options one of their two bytes. Lengths are compared with what is left
 * before anything is allocated, and values may nest only so deep, so that no input exhausts the
 * stack. For one thread and one input.
 */
public final class ScaleReader {
  /**
   * Most fields, elements and options inside each other. No type of the protocol comes near (wire
   * 1.7: none refers to itself); a codec that refers to itself is stopped here.
   */
  public static final int MAX_DEPTH = 64;

  private final byte[] data;
  private final int end;
  private int position;
  private int depth;

  /** Reads {@code input}, all of it. */
  public ScaleReader(Bytes input) {
    this(input.toArray());
  }

  /** Reads {@code input}, which must not change meanwhile. */
  public ScaleReader(byte[] input) {
    this.data = input;
    this.end = input.length;
  }

  /** Offset of the next byte. */
  public int position() {
    return position;
  }

  /** Bytes left. */
  public int remaining() {
    return end - position;
  }

  /** A failure at the current offset, for codecs that check more than the format. */
  public ScaleException failure(String reason) {
    return new ScaleException(position, reason);
  }

  /** A failure at an offset that was read before. */
  public ScaleException failureAt(int offset, String reason) {
    return new ScaleException(offset, reason);
  }

  /** Decodes a field and names it in the failure. */
  public <T> T field(String name, Codec<T> codec) throws ScaleException {
    try {
      return nested(codec);
    } catch (ScaleException e) {
      throw e.inField(name);
    }
  }

  /** Decodes something inside what is being decoded, if it is not too deep. */
  public <T> T nested(Codec<T> codec) throws ScaleException {
    if (depth == MAX_DEPTH) {
      throw failure("nested deeper than " + MAX_DEPTH);
    }
    depth++;
    try {
      return codec.decode(this);
    } finally {
      depth--;
    }
  }

  /** An unsigned byte. */
  public int u8() throws ScaleException {
    need(1);
    return data[position++] & 0xff;
  }

  /** An unsigned 16-bit integer, little-endian. */
  public int u16() throws ScaleException {
    return (int) fixed(2);
  }

  /** An unsigned 32-bit integer, little-endian. */
  public long u32() throws ScaleException {
    return fixed(4);
  }

  /** The 32 bits of an unsigned 32-bit integer, little-endian. */
  public int u32AsInt() throws ScaleException {
    return (int) fixed(4);
  }

  /** The 64 bits of an unsigned 64-bit integer, little-endian. */
  public long u64() throws ScaleException {
    return fixed(8);
  }

  /** An unsigned 128-bit integer, little-endian. */
  public BigInteger u128() throws ScaleException {
    return unsigned(16);
  }

  /** {@code 00} or {@code 01}. */
  public boolean bool() throws ScaleException {
    int value = u8();
    if (value > 1) {
      throw failureAt(position - 1, "a boolean is 0 or 1, not " + value);
    }
    return value == 1;
  }

  /** The discriminant byte of an enum. */
  public int tag() throws ScaleException {
    return u8();
  }

  /** A failure for a discriminant just read that the enum does not have. */
  public ScaleException unknownTag(int tag) {
    return failureAt(position - 1, "unknown variant " + tag);
  }

  /** A compact integer of at most 32 bits. */
  public long compactU32() throws ScaleException {
    return compact(4).longValue();
  }

  /** The 64 bits of a compact integer of at most 64 bits. */
  public long compactU64() throws ScaleException {
    return compact(8).longValue();
  }

  /** A compact integer of at most 128 bits. */
  public BigInteger compactU128() throws ScaleException {
    return compact(16);
  }

  /** Count of a collection whose elements take at least {@code minimumElementBytes} each. */
  public int count(int minimumElementBytes) throws ScaleException {
    int start = position;
    long count = compactU32();
    if (count * minimumElementBytes > remaining()) {
      throw failureAt(
          start, count + " elements do not fit into the " + remaining() + " bytes left");
    }
    return (int) count;
  }

  /** Exactly {@code length} raw bytes. */
  public byte[] raw(int length) throws ScaleException {
    need(length);
    byte[] out = new byte[length];
    System.arraycopy(data, position, out, 0, length);
    position += length;
    return out;
  }

  /** A byte string with its compact length before it. */
  public byte[] bytes() throws ScaleException {
    return raw(count(1));
  }

  /** A string with its compact length in bytes before it; must be UTF-8. */
  public String string() throws ScaleException {
    int start = position;
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes()));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw failureAt(start, "a string must be UTF-8");
    }
  }

  /** Fails if bytes are left over. */
  public void end() throws ScaleException {
    if (remaining() > 0) {
      throw failure(remaining() + " bytes left over");
    }
  }

  private void need(int length) throws ScaleException {
    if (length > remaining()) {
      throw failure("needs " + length + " bytes, " + remaining() + " left");
    }
  }

  private long fixed(int length) throws ScaleException {
    need(length);
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (data[position + i] & 0xff);
    }
    position += length;
    return value;
  }

  private BigInteger unsigned(int length) throws ScaleException {
    byte[] bytes = raw(length);
    for (int i = 0, j = length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return new BigInteger(1, bytes);
  }

  private BigInteger compact(int maximumBytes) throws ScaleException {
    int start = position;
    need(1);
    int first = data[position] & 0xff;
    return switch (first & 3) {
      case 0 -> {
        position++;
        yield BigInteger.valueOf(first >> 2);
      }
      case 1 -> minimal(start, BigInteger.valueOf(fixed(2) >> 2), 6);
      case 2 -> minimal(start, BigInteger.valueOf(fixed(4) >> 2), 14);
      default -> {
        int length = (first >> 2) + 4;
        if (length > maximumBytes) {
          throw failureAt(start, "compact integer of " + length + " bytes, more than its type");
        }
        position++;
        yield minimal(start, unsigned(length), length == 4 ? 30 : 8 * (length - 1));
      }
    };
  }

  private BigInteger minimal(int start, BigInteger value, int shorterBits) throws ScaleException {
    if (value.bitLength() <= shorterBits) {
      throw failureAt(start, "compact integer " + value + " is not in its shortest form");
    }
    return value;
  }
}
