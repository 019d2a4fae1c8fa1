package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** An sr25519 signature of 64 bytes (wire 2.1). */
public final class Signature implements Comparable<Signature> {
  /** Bytes of every value. */
  public static final int LENGTH = 64;

  /** The raw bytes. */
  public static final Codec<Signature> CODEC =
      Codec.of((v, out) -> out.raw(v.bytes), in -> new Signature(Bytes.wrap(in.raw(LENGTH))));

  private final Bytes bytes;

  private Signature(Bytes bytes) {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException(
          "a signature has " + LENGTH + " bytes, not " + bytes.length());
    }
    this.bytes = bytes;
  }

  /** From exactly 64 bytes. */
  public static Signature of(byte[] bytes) {
    return new Signature(Bytes.copyOf(bytes));
  }

  /** From exactly 64 bytes. */
  public static Signature of(Bytes bytes) {
    return new Signature(bytes);
  }

  /** From 128 hex digits, with or without {@code 0x}. */
  public static Signature fromHex(String hex) {
    return new Signature(Bytes.fromHex(hex));
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
  public int compareTo(Signature other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && bytes.equals(that.bytes);
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
