package dev.vouch.crypto;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An sr25519 key that signs in the context {@code substrate} (wire 5.4 to 5.6). Thread-safe until
 * closed. Closing wipes the secret; it is never printed, compared or serialised.
 */
public final class Sr25519KeyPair implements AutoCloseable {
  private static final int SEED_BYTES = 32;
  private static final int RANDOM_BYTES = 32;

  private final Sr25519Secret secret;
  private final byte[] publicKey;
  private boolean closed;

  private Sr25519KeyPair(Sr25519Secret secret) {
    this.secret = secret;
    this.publicKey = secret.publicKey();
  }

  /**
   * The key of a secret URI: {@code [phrase or 0x seed]{//hard|/soft}[///password]}; without a
   * phrase the well-known development phrase, so that {@code //Alice} is the Alice of every
   * development chain.
   *
   * @throws InvalidSecretUriException if the URI names no key
   */
  public static Sr25519KeyPair fromUri(String uri) {
    return new Sr25519KeyPair(Sr25519Secret.of(SecretUri.parse(uri)));
  }

  /** The key of a mini secret ("seed") of 32 bytes, which is copied. */
  public static Sr25519KeyPair fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
    }
    return new Sr25519KeyPair(Sr25519Secret.expand(seed.clone()));
  }

  /** The public key. */
  public PublicKey publicKey() {
    return PublicKey.of(publicKey);
  }

  /** Signs. Takes exactly 32 bytes from the source. Two signatures of one message differ. */
  public Signature sign(Bytes message, RandomSource random) {
    return Signature.of(signBytes(message.toArray(), random));
  }

  byte[] publicKeyBytes() {
    return publicKey.clone();
  }

  synchronized byte[] signBytes(byte[] message, RandomSource random) {
    if (closed) {
      throw new IllegalStateException("this key was closed and wiped");
    }
    byte[] fresh = new byte[RANDOM_BYTES];
    random.fill(fresh);
    Transcript t = Sr25519.signing(publicKey, message);
    byte[] wide = t.witness("signing", 64, secret.nonce(), fresh);
    byte[] r = Scalars.reduce(wide);
    byte[] encodedR = Ristretto.encode(ScalarMultiplication.base(r));
    byte[] k = Scalars.reduce(t.append("sign:R", encodedR).challenge("sign:c", 64));
    byte[] s = Scalars.mulAdd(k, secret.scalar(), r);
    Arrays.fill(fresh, (byte) 0);
    Arrays.fill(wide, (byte) 0);
    Arrays.fill(r, (byte) 0);
    byte[] signature = Arrays.copyOf(encodedR, Sr25519.SIGNATURE_BYTES);
    System.arraycopy(s, 0, signature, 32, 32);
    signature[63] |= (byte) Sr25519.MARKER;
    return signature;
  }

  /** Wipes the secret. Signing fails afterwards. */
  @Override
  public synchronized void close() {
    closed = true;
    secret.wipe();
  }

  @Override
  public String toString() {
    return "Sr25519KeyPair[public 0x" + HexFormat.of().formatHex(publicKey) + "]";
  }
}
