package dev.vouch.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes of a frame, up to megabytes of code, PoV or artifact, handed over without a copy.
 *
 * <p>Whoever makes one gives its array away and must not write to it again.
 */
public final class Payload {
  private static final Payload EMPTY = new Payload(new byte[0]);

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over {@code bytes} without copying. */
  public static Payload of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes);
  }

  public static Payload empty() {
    return EMPTY;
  }

  public int size() {
    return bytes.length;
  }

  /** The bytes themselves, not a copy: read only by agreement. */
  public byte[] array() {
    return bytes;
  }

  /** A read-only view. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
