package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The hash of validation code as it is stored on chain, compressed or not (wire 2.1). */
public record ValidationCodeHash(Hash value) implements Comparable<ValidationCodeHash> {
  /** The 32 raw bytes. */
  public static final Codec<ValidationCodeHash> CODEC =
      Hash.CODEC.map(ValidationCodeHash::new, ValidationCodeHash::value);

  /** From 64 hex digits, with or without {@code 0x}. */
  public static ValidationCodeHash fromHex(String hex) {
    return new ValidationCodeHash(Hash.fromHex(hex));
  }

  /** Lower-case hex without prefix. */
  public String toHex() {
    return value.toHex();
  }

  /** The first bytes in hex, for people. */
  public String shortHex() {
    return value.shortHex();
  }

  @Override
  public int compareTo(ValidationCodeHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
