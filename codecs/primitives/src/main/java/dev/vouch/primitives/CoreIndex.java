package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * The index of an availability core (wire 2.1). {@code value} holds the bits of a u32; compared and
 * shown unsigned.
 */
public record CoreIndex(int value) implements Comparable<CoreIndex> {
  /** A u32. */
  public static final Codec<CoreIndex> CODEC =
      Codec.of((v, out) -> out.u32(v.value), in -> new CoreIndex(in.u32AsInt()));

  /** The value in 0..2^32-1. */
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  @Override
  public int compareTo(CoreIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
