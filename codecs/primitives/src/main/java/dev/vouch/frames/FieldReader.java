package dev.vouch.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Reads the fields of one frame; every length is checked before anything is allocated. */
final class FieldReader {
  /** Payloads from here on are parts of the frame, not copies. */
  private static final int VIEW_FROM_BYTES = 4096;

  private final byte[] frame;
  private int at;

  FieldReader(byte[] frame) {
    this.frame = frame;
  }

  int u8(String field) throws FrameException {
    need(1, field);
    return frame[at++] & 0xFF;
  }

  boolean flag(String field) throws FrameException {
    int value = u8(field);
    if (value > 1) {
      throw new FrameException(field + " is " + value + ", neither 0 nor 1");
    }
    return value == 1;
  }

  int u32(String field) throws FrameException {
    need(4, field);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (frame[at++] & 0xFF) << (8 * i);
    }
    return value;
  }

  /** A u32 that is a count, a length or another number that never has its highest bit set. */
  int size(int max, String field) throws FrameException {
    int value = u32(field);
    if (value < 0 || value > max) {
      throw new FrameException(
          field + " is " + Integer.toUnsignedString(value) + ", at most " + max);
    }
    return value;
  }

  long u64(String field) throws FrameException {
    long low = u32(field) & 0xFFFF_FFFFL;
    return low | ((long) u32(field) << 32);
  }

  Payload bytes(int max, String field) throws FrameException {
    int size = size(max, field);
    need(size, field);
    int from = at;
    at += size;
    // Small ones do not keep the whole frame in memory.
    return size < VIEW_FROM_BYTES
        ? Payload.of(Arrays.copyOfRange(frame, from, from + size))
        : Payload.part(frame, from, size);
  }

  Payload hash(String field) throws FrameException {
    Payload value = bytes(FrameLimits.HASH_BYTES, field);
    if (value.size() != FrameLimits.HASH_BYTES) {
      throw new FrameException(field + " has " + value.size() + " bytes instead of 32");
    }
    return value;
  }

  String text(String field) throws FrameException {
    Payload value = bytes(FrameLimits.MAX_TEXT_BYTES, field);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value.array())).toString();
    } catch (CharacterCodingException e) {
      throw new FrameException(field + " is not UTF-8");
    }
  }

  <E extends Enum<E>> E constant(E[] values, String field) throws FrameException {
    int index = u8(field);
    if (index >= values.length) {
      throw new FrameException(field + " " + index + " is unknown");
    }
    return values[index];
  }

  void end() throws FrameException {
    if (at != frame.length) {
      throw new FrameException((frame.length - at) + " bytes are left over");
    }
  }

  private void need(int bytes, String field) throws FrameException {
    if (frame.length - at < bytes) {
      throw new FrameException(field + " is cut off");
    }
  }
}
