package dev.vouch.primitives;

import dev.vouch.crypto.Hashes;
import dev.vouch.scale.Codec;

/** A hash of 32 bytes, or another value of that shape such as a storage root (wire 2.1). */
public final class Hash implements Comparable<Hash> {
  /** Bytes of every value. */
  public static final int LENGTH = 32;

  /** 32 zero bytes. */
  public static final Hash ZERO = new Hash(Bytes.wrap(new byte[LENGTH]));

  /** The raw bytes. */
  public static final Codec<Hash> CODEC =
      Codec.of((v, out) -> out.raw(v.bytes), in -> new Hash(Bytes.wrap(in.raw(LENGTH))));

  private final Bytes bytes;

  private Hash(Bytes bytes) {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException("a hash has " + LENGTH + " bytes, not " + bytes.length());
    }
    this.bytes = bytes;
  }

  /** From exactly 32 bytes. */
  public static Hash of(byte[] bytes) {
    return new Hash(Bytes.copyOf(bytes));
  }

  /** From exactly 32 bytes. */
  public static Hash of(Bytes bytes) {
    return new Hash(bytes);
  }

  /** From 64 hex digits, with or without {@code 0x}. */
  public static Hash fromHex(String hex) {
    return new Hash(Bytes.fromHex(hex));
  }

  /** BLAKE2b-256 of {@code data}: "b256" of the specification. */
  public static Hash blake2b256(Bytes data) {
    return new Hash(Bytes.wrap(Hashes.blake2b256(data.unsafeArray())));
  }

  /** BLAKE2b-256 of the SCALE encoding of {@code value} (wire 0.3). */
  public static <T> Hash ofEncoded(Codec<T> codec, T value) {
    return blake2b256(codec.encodeToBytes(value));
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
  public int compareTo(Hash other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && bytes.equals(that.bytes);
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
