package dev.vouch.crypto;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.Arrays;

/**
 * Verification of sr25519 signatures in the context {@code substrate} (wire 5.5): Schnorr
 * signatures over Ristretto255, with the edge cases of schnorrkel 0.11.
 */
public final class Sr25519 {
  /** Length of a public key in bytes. */
  public static final int PUBLIC_KEY_BYTES = 32;

  /** Length of a signature in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  static final int MARKER = 0x80;

  /** The transcript up to the context, copied for every use. */
  private static final Transcript CONTEXT =
      new Transcript("SigningContext").append("", Transcript.ascii("substrate"));

  private Sr25519() {}

  /**
   * Whether the signature is valid. The neutral element is a valid public key, as in the reference.
   */
  public static boolean verify(PublicKey key, Bytes message, Signature signature) {
    return verify(key.toArray(), message.toArray(), signature.toArray());
  }

  /**
   * Whether the signature of 64 bytes is valid. Arguments of any length are allowed; those of a
   * wrong length give false. The neutral element is a valid public key, as in the reference.
   */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES || (signature[63] & MARKER) == 0) {
      return false;
    }
    byte[] s = scalarOf(signature);
    return Scalars.canonical(s)
        && verify(publicKey, s, signature, signing(publicKey, message), "sign:R", "sign:c");
  }

  /**
   * Verification by the host function {@code ext_crypto_sr25519_verify_version_1}: a signature that
   * does not parse is tried again as one of the time before the audit, without the marker bit and
   * with another transcript.
   */
  public static boolean verifyDeprecated(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    byte[] s = scalarOf(signature);
    if (!Scalars.canonical(s)) {
      return false;
    }
    if ((signature[63] & MARKER) != 0) {
      return verify(publicKey, message, signature);
    }
    Transcript t =
        new Transcript("substrate")
            .append("sign-bytes", message)
            .append("proto-name", Transcript.ascii("Schnorr-sig"))
            .append("pk", publicKey);
    return verify(publicKey, s, signature, t, "no", "");
  }

  /** The transcript of a message up to the public key. */
  static Transcript signing(byte[] publicKey, byte[] message) {
    return CONTEXT
        .copy()
        .append("sign-bytes", message)
        .append("proto-name", Transcript.ascii("Schnorr-sig"))
        .append("sign:pk", publicKey);
  }

  private static boolean verify(
      byte[] publicKey, byte[] s, byte[] signature, Transcript t, String labelR, String labelC) {
    EdwardsPoint a = new EdwardsPoint();
    EdwardsPoint r = new EdwardsPoint();
    byte[] encodedR = Arrays.copyOf(signature, 32);
    // The reference compares R as bytes: one that does not decode never matches, and no element has
    // two encodings.
    if (publicKey.length != PUBLIC_KEY_BYTES
        || !Ristretto.decode(a, publicKey)
        || !Ristretto.decode(r, encodedR)) {
      return false;
    }
    byte[] k = Scalars.reduce(t.append(labelR, encodedR).challenge(labelC, 64));
    return Ristretto.neutral(ScalarMultiplication.difference(s, k, a, r));
  }

  static byte[] scalarOf(byte[] signature) {
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    s[31] &= 0x7f;
    return s;
  }
}
