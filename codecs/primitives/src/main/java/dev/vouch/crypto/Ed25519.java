package dev.vouch.crypto;

import java.util.Arrays;

/**
 * Verification of Ed25519 signatures by the rules of ZIP-215, as the host function {@code
 * ext_crypto_ed25519_verify} has them (wire 5.7): s is canonical; key and R may be encoded
 * non-canonically and be of small order; the equation is checked times the cofactor.
 */
public final class Ed25519 {
  /** Length of a public key in bytes. */
  public static final int PUBLIC_KEY_BYTES = 32;

  /** Length of a signature in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  private Ed25519() {}

  /** Whether the signature is valid; arguments of a wrong length give false. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (publicKey.length != PUBLIC_KEY_BYTES || signature.length != SIGNATURE_BYTES) {
      return false;
    }
    byte[] encodedR = Arrays.copyOf(signature, 32);
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    EdwardsPoint a = new EdwardsPoint();
    EdwardsPoint r = new EdwardsPoint();
    if (!Scalars.canonical(s) || !a.decompress(publicKey, 0) || !r.decompress(encodedR, 0)) {
      return false;
    }
    byte[] k = Scalars.reduce(Hashes.sha512(encodedR, publicKey, message));
    // Times a number that is prime to the order and times the cofactor: neutral at the same time as
    // times the cofactor alone.
    EdwardsPoint difference = ScalarMultiplication.difference(s, k, a, r);
    PointArithmetic group = new PointArithmetic();
    for (int i = 0; i < 3; i++) {
      group.twice(difference, false);
    }
    return difference.neutral();
  }
}
