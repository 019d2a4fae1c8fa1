package dev.vouch.pvf.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over a range of module bytes that never leaves it. LEB128 as in WX-2. */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  int position() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  boolean atEnd() {
    return at == end;
  }

  int u8() throws RejectedModule {
    if (at == end) {
      throw RejectedModule.malformed("unexpected end", at);
    }
    return bytes[at++] & 0xff;
  }

  /** A value of 32 bits without sign; a result above 2^31 is negative. */
  int u32() throws RejectedModule {
    int result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = u8();
      if (shift == 28 && (b & 0xf0) != 0) {
        break;
      }
      result |= (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        return result;
      }
    }
    throw RejectedModule.malformed("number of more than 32 bits", at);
  }

  /** An index or size that has to fit into an {@code int} anyway. */
  int index() throws RejectedModule {
    int value = u32();
    if (value < 0) {
      throw RejectedModule.malformed("index " + Integer.toUnsignedString(value), at);
    }
    return value;
  }

  /**
   * A count of entries of at least one byte each; checked before anything is allocated for them.
   */
  int count() throws RejectedModule {
    int value = u32();
    if (value < 0 || value > remaining()) {
      throw RejectedModule.malformed("count " + Integer.toUnsignedString(value), at);
    }
    return value;
  }

  /** A value of 32 bits with sign. */
  int s32() throws RejectedModule {
    int result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = u8();
      if (shift == 28 && b != (b & 0x07) && (b & 0xf8) != 0x78) {
        break;
      }
      result |= (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        int unused = Math.max(0, 25 - shift);
        return result << unused >> unused;
      }
    }
    throw RejectedModule.malformed("number of more than 32 bits", at);
  }

  void skipS64() throws RejectedModule {
    for (int i = 0; i < 10; i++) {
      int b = u8();
      if (i == 9) {
        if (b != 0 && b != 0x7f) {
          break;
        }
        return;
      }
      if ((b & 0x80) == 0) {
        return;
      }
    }
    throw RejectedModule.malformed("number of more than 64 bits", at);
  }

  void skip(int n) throws RejectedModule {
    if (n < 0 || n > remaining()) {
      throw RejectedModule.malformed("unexpected end", at);
    }
    at += n;
  }

  /** The next {@code length} bytes as a reader of their own. */
  ByteReader section() throws RejectedModule {
    int length = u32();
    int from = at;
    skip(length);
    return new ByteReader(bytes, from, at);
  }

  String name() throws RejectedModule {
    int length = u32();
    int from = at;
    skip(length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw RejectedModule.malformed("name that is not UTF-8", from);
    }
  }

  void close(String what) throws RejectedModule {
    if (at != end) {
      throw RejectedModule.malformed(what + " is longer than its content", at);
    }
  }
}
