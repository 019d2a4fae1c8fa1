package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * The index of an erasure chunk (wire 2.1). {@code value} holds the bits of a u32; compared and
 * shown unsigned.
 */
public record ChunkIndex(int value) implements Comparable<ChunkIndex> {
  /** A u32. */
  public static final Codec<ChunkIndex> CODEC =
      Codec.of((v, out) -> out.u32(v.value), in -> new ChunkIndex(in.u32AsInt()));

  /** The value in 0..2^32-1. */
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  @Override
  public int compareTo(ChunkIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
