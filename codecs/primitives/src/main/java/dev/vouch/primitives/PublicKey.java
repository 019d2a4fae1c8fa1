package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** An sr25519 public key: of a validator, collator, assignment or discovery key (wire 2.1). */
public final class PublicKey implements Comparable<PublicKey> {
  /** Bytes of every value. */
  public static final int LENGTH = 32;

  /** The raw bytes. */
  public static final Codec<PublicKey> CODEC =
      Codec.of((v, out) -> out.raw(v.bytes), in -> new PublicKey(Bytes.wrap(in.raw(LENGTH))));

  private final Bytes bytes;

  private PublicKey(Bytes bytes) {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException(
          "a public key has " + LENGTH + " bytes, not " + bytes.length());
    }
    this.bytes = bytes;
  }

  /** From exactly 32 bytes. */
  public static PublicKey of(byte[] bytes) {
    return new PublicKey(Bytes.copyOf(bytes));
  }

  /** From exactly 32 bytes. */
  public static PublicKey of(Bytes bytes) {
    return new PublicKey(bytes);
  }

  /** From 64 hex digits, with or without {@code 0x}. */
  public static PublicKey fromHex(String hex) {
    return new PublicKey(Bytes.fromHex(hex));
  }

  /** The bytes. */
  public Bytes bytes() {
    return bytes;
  }

  /** A copy as an array. */
  public byte[] toArray() {
    return bytes.toArray();
  }

  /** Lower-case hex without prefix. */
  public String toHex() {
    return bytes.toHex();
  }

  /** The first bytes in hex, for people. */
  public String shortHex() {
    return "0x" + bytes.slice(0, 4).toHex();
  }

  @Override
  public int compareTo(PublicKey other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return "0x" + bytes.toHex();
  }
}
