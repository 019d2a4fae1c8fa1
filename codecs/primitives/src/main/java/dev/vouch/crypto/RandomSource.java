package dev.vouch.crypto;

import java.security.SecureRandom;

/**
 * Where a signature's randomness comes from. A node uses {@link #system()}; a simulation passes a
 * seeded one, which makes signatures reproducible. The nonce also depends on the key and the
 * message, so that a bad source does not reveal a key.
 */
@FunctionalInterface
public interface RandomSource {
  /** Fills the whole array. */
  void fill(byte[] out);

  /** The operating system's randomness. */
  static RandomSource system() {
    SecureRandom random = new SecureRandom();
    return random::nextBytes;
  }
}
