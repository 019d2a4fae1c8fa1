package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * The position of a validator in the validator set of a session (wire 2.1). {@code value} holds the
 * bits of a u32; compared and shown unsigned.
 */
public record ValidatorIndex(int value) implements Comparable<ValidatorIndex> {
  /** A u32. */
  public static final Codec<ValidatorIndex> CODEC =
      Codec.of((v, out) -> out.u32(v.value), in -> new ValidatorIndex(in.u32AsInt()));

  /** The value in 0..2^32-1. */
  public long unsigned() {
    return Integer.toUnsignedLong(value);
  }

  @Override
  public int compareTo(ValidatorIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
