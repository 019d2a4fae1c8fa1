package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The hash of a candidate: BLAKE2b-256 of its plain receipt (wire 2.5). */
public record CandidateHash(Hash value) implements Comparable<CandidateHash> {
  /** The 32 raw bytes. */
  public static final Codec<CandidateHash> CODEC =
      Hash.CODEC.map(CandidateHash::new, CandidateHash::value);

  /** From 64 hex digits, with or without {@code 0x}. */
  public static CandidateHash fromHex(String hex) {
    return new CandidateHash(Hash.fromHex(hex));
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
  public int compareTo(CandidateHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
