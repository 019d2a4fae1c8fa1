package dev.vouch.pvf.wasm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer in the module's binary form. */
final class ByteWriter {
  private byte[] bytes;
  private int length;

  ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  ByteWriter u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteWriter u32(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      u8(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    return u8(rest);
  }

  ByteWriter s32(int value) {
    int rest = value;
    while (rest < -64 || rest > 63) {
      u8(rest & 0x7f | 0x80);
      rest >>= 7;
    }
    return u8(rest & 0x7f);
  }

  ByteWriter raw(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  ByteWriter raw(byte[] from, Span span) {
    return raw(from, span.from(), span.length());
  }

  ByteWriter raw(int... values) {
    for (int value : values) {
      u8(value);
    }
    return this;
  }

  ByteWriter name(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return u32(utf8.length).raw(utf8, 0, utf8.length);
  }

  ByteWriter append(ByteWriter content) {
    return raw(content.bytes, 0, content.length);
  }

  /** The content with its length in front. */
  ByteWriter sized(ByteWriter content) {
    return u32(content.length).raw(content.bytes, 0, content.length);
  }

  private void room(int more) {
    if (length > Integer.MAX_VALUE - 8 - more) {
      throw new IllegalStateException("instrumented module above 2 GiB");
    }
    if (length + more > bytes.length) {
      int wanted =
          Math.max(length + more, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8));
      bytes = Arrays.copyOf(bytes, wanted);
    }
  }
}
