package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * The index of a backing group (wire 2.1). {@code value} holds the bits of a u32; compared and
 * shown unsigned.
 */
public record GroupIndex(int value) implements Comparable<GroupIndex> {
  /** A u32. */
  public static final Codec<GroupIndex> CODEC =
      Codec.of((v, out) -> out.u32(v.value), in -> new GroupIndex(in.u32AsInt()));

  /** The value in 0..2^32-1. */
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  @Override
  public int compareTo(GroupIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
