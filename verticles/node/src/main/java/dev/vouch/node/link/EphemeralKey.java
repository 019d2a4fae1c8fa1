package dev.vouch.node.link;

import dev.vouch.primitives.Bytes;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** A fresh X25519 key for one handshake. */
final class EphemeralKey {
  static final int LENGTH = 32;
  private static final String ALGORITHM = "X25519";

  /** What stands before the 32 bytes in the X.509 form, the only one that the platform reads. */
  private static final Bytes X509_PREFIX =
      Bytes.wrap(HexFormat.of().parseHex("302a300506032b656e032100"));

  private final KeyPair pair;

  private EphemeralKey(KeyPair pair) {
    this.pair = pair;
  }

  static EphemeralKey generate() throws GeneralSecurityException {
    return new EphemeralKey(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
  }

  Bytes publicKey() {
    Bytes encoded = Bytes.wrap(pair.getPublic().getEncoded());
    return encoded.slice(encoded.length() - LENGTH, encoded.length());
  }

  /** The session with the owner of the other key; empty if that key is no good. */
  Optional<Session> session(Bytes other, Bytes transcript, boolean opener)
      throws GeneralSecurityException {
    Bytes x509 = Bytes.concat(X509_PREFIX, other);
    PublicKey theirs =
        KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509.toArray()));
    KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
    agreement.init(pair.getPrivate());
    try {
      agreement.doPhase(theirs, true);
    } catch (InvalidKeyException e) {
      // A point of small order: the secret would be known to everyone.
      return Optional.empty();
    }
    return Optional.of(Session.of(agreement.generateSecret(), transcript, opener));
  }
}
