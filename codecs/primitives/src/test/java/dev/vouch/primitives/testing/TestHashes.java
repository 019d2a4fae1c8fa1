package dev.vouch.primitives.testing;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.ValidationCodeHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hashes and signatures that are easy to tell apart. */
public final class TestHashes {
  private TestHashes() {}

  /** 32 times the same byte. */
  public static Hash filled(int value) {
    return Hash.of(repeated(value, Hash.LENGTH));
  }

  /** The hash of a name: the same for the same name. */
  public static Hash named(String name) {
    return Hash.blake2b256(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** A candidate hash that no candidate has. */
  public static CandidateHash candidate(int value) {
    return new CandidateHash(filled(value));
  }

  /** A code hash that no code has. */
  public static ValidationCodeHash code(int value) {
    return new ValidationCodeHash(filled(value));
  }

  /** 64 times the same byte: a signature that verifies nothing. */
  public static Signature signature(int value) {
    return Signature.of(repeated(value, Signature.LENGTH));
  }

  private static byte[] repeated(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
