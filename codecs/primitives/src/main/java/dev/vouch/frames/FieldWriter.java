package dev.vouch.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the fields of one frame; large payloads are kept as views, not copied. */
final class FieldWriter {
  /** Payloads from here on are not copied into the small buffer. */
  private static final int VIEW_FROM_BYTES = 4096;

  private final List<ByteBuffer> parts = new ArrayList<>();
  private byte[] small = new byte[256];
  private int used;
  private long total;

  FieldWriter u8(int value) {
    room(1);
    small[used++] = (byte) value;
    return this;
  }

  FieldWriter flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  FieldWriter u32(int value) {
    room(4);
    for (int i = 0; i < 4; i++) {
      small[used++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  FieldWriter u64(long value) {
    return u32((int) value).u32((int) (value >>> 32));
  }

  FieldWriter bytes(Payload payload) {
    u32(payload.size());
    if (payload.size() < VIEW_FROM_BYTES) {
      room(payload.size());
      System.arraycopy(payload.array(), 0, small, used, payload.size());
      used += payload.size();
    } else {
      flush();
      parts.add(payload.buffer());
      total += payload.size();
    }
    return this;
  }

  /** A constant as its place among all constants of its enum, whose order is part of the wire. */
  <E extends Enum<E>> FieldWriter constant(E[] values, E value) {
    return u8(Arrays.asList(values).indexOf(value));
  }

  FieldWriter text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    if (utf8.length > FrameLimits.MAX_TEXT_BYTES) {
      // Never cut inside a character: step back over continuation bytes.
      int end = FrameLimits.MAX_TEXT_BYTES;
      while ((utf8[end] & 0xC0) == 0x80) {
        end--;
      }
      utf8 = Arrays.copyOf(utf8, end);
    }
    return bytes(Payload.of(utf8));
  }

  /** Length prefix and fields, ready to be written in order. */
  ByteBuffer[] frame(int maxBytes) throws FrameException {
    flush();
    if (total > maxBytes) {
      throw new FrameException("frame of " + total + " bytes is longer than " + maxBytes);
    }
    var prefix = new byte[4];
    for (int i = 0; i < 4; i++) {
      prefix[i] = (byte) (total >>> (8 * i));
    }
    parts.addFirst(ByteBuffer.wrap(prefix));
    return parts.toArray(ByteBuffer[]::new);
  }

  private void flush() {
    if (used > 0) {
      parts.add(ByteBuffer.wrap(Arrays.copyOf(small, used)));
      total += used;
      used = 0;
    }
  }

  private void room(int more) {
    if (small.length - used < more) {
      small = Arrays.copyOf(small, Math.max(small.length * 2, used + more));
    }
  }
}
