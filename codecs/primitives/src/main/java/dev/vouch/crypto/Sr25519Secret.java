package dev.vouch.crypto;

import java.util.Arrays;

/**
 * The secret half of an sr25519 key: scalar and nonce seed, and the mini secret if one leads here
 * (wire 5.4, 5.6).
 */
final class Sr25519Secret {
  private final byte[] scalar;
  private final byte[] nonce;

  private Sr25519Secret(byte[] scalar, byte[] nonce) {
    this.scalar = scalar;
    this.nonce = nonce;
  }

  /** Expands a mini secret in Ed25519 mode; wipes it. */
  static Sr25519Secret expand(byte[] miniSecret) {
    byte[] h = Hashes.sha512(miniSecret);
    h[0] &= (byte) 248;
    h[31] &= 63;
    h[31] |= 64;
    byte[] scalar = new byte[32];
    for (int i = 0; i < 32; i++) {
      int above = i < 31 ? h[i + 1] : 0;
      scalar[i] = (byte) ((h[i] & 0xff) >>> 3 | above << 5);
    }
    byte[] nonce = Arrays.copyOfRange(h, 32, 64);
    Arrays.fill(h, (byte) 0);
    Arrays.fill(miniSecret, (byte) 0);
    return new Sr25519Secret(scalar, nonce);
  }

  static Sr25519Secret of(SecretUri uri) {
    Sr25519Secret secret = expand(uri.seed());
    for (SecretUri.Junction junction : uri.path()) {
      Sr25519Secret child =
          junction.hard() ? secret.hard(junction.chainCode()) : secret.soft(junction.chainCode());
      secret.wipe();
      secret = child;
    }
    return secret;
  }

  byte[] publicKey() {
    return Ristretto.encode(ScalarMultiplication.base(scalar));
  }

  byte[] scalar() {
    return scalar;
  }

  byte[] nonce() {
    return nonce;
  }

  void wipe() {
    Arrays.fill(scalar, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
  }

  private Sr25519Secret hard(byte[] chainCode) {
    Transcript t = derivation().append("chain-code", chainCode).append("secret-key", scalar);
    Sr25519Secret child = expand(t.challenge("HDKD-hard", 32));
    t.wipe();
    return child;
  }

  private Sr25519Secret soft(byte[] chainCode) {
    Transcript t = derivation().append("chain-code", chainCode).append("public-key", publicKey());
    // The nonce seed of a soft child is free. Derived, not random, so that a URI is one key in
    // every respect.
    byte[] childNonce = t.witness("HDKD-nonce", 32, nonce, new byte[32]);
    byte[] x = Scalars.reduce(t.challenge("HDKD-scalar", 64));
    return new Sr25519Secret(Scalars.add(scalar, x), childNonce);
  }

  private static Transcript derivation() {
    return new Transcript("SchnorrRistrettoHDKD").append("sign-bytes", new byte[0]);
  }
}
