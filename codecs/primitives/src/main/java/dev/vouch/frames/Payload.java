package dev.vouch.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes of a frame, up to megabytes of code, PoV or artifact, handed over without a copy: an array,
 * or a part of one.
 *
 * <p>Whoever makes one gives its array away and must not write to it again.
 */
public final class Payload {
  private static final Payload EMPTY = new Payload(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int from;
  private final int size;

  private Payload(byte[] bytes, int from, int size) {
    this.bytes = bytes;
    this.from = from;
    this.size = size;
  }

  /** Takes over {@code bytes} without copying. */
  public static Payload of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes, 0, bytes.length);
  }

  /** A part of an array that nobody writes to any more. */
  static Payload part(byte[] bytes, int from, int size) {
    return new Payload(bytes, from, size);
  }

  public static Payload empty() {
    return EMPTY;
  }

  public int size() {
    return size;
  }

  /** The bytes themselves, read only by agreement; a copy only if this is a part of an array. */
  public byte[] array() {
    return size == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + size);
  }

  /** A read-only view. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, from, size).slice().asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && buffer().equals(that.buffer());
  }

  @Override
  public int hashCode() {
    return buffer().hashCode();
  }

  @Override
  public String toString() {
    return "Payload[" + size + " bytes]";
  }
}
