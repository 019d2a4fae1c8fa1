package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * The identifier of a parachain (wire 2.1). {@code value} holds the bits of a u32; compared and
 * shown unsigned.
 */
public record ParaId(int value) implements Comparable<ParaId> {
  /** A u32. */
  public static final Codec<ParaId> CODEC =
      Codec.of((v, out) -> out.u32(v.value), in -> new ParaId(in.u32AsInt()));

  /** The lowest id of a para that is not a system para. */
  public static final int LOWEST_PUBLIC = 2000;

  /** Whether the para is a system para, that is, below {@link #LOWEST_PUBLIC}. */
  public boolean isSystem() {
    return Integer.compareUnsigned(value, LOWEST_PUBLIC) < 0;
  }

  /** The value in 0..2^32-1. */
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  @Override
  public int compareTo(ParaId other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
