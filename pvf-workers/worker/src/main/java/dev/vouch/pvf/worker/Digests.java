package dev.vouch.pvf.worker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, by which artifacts are verified before they are loaded. */
final class Digests {
  private Digests() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
