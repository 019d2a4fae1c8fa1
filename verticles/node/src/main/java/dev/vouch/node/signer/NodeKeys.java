package dev.vouch.node.signer;

import dev.vouch.core.signing.StatementKeys;
import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.List;
import java.util.Optional;

/**
 * The secret keys of a node; nothing prints them.
 *
 * @param validator signs statements
 * @param authority proves to peers who we are; may be the same
 */
public record NodeKeys(Sr25519KeyPair validator, Sr25519KeyPair authority) {
  /** The validator key, as the signer uses it. */
  public StatementKeys statements() {
    RandomSource random = RandomSource.system();
    PublicKey own = validator.publicKey();
    return new StatementKeys() {
      @Override
      public List<PublicKey> keys() {
        return List.of(own);
      }

      @Override
      public Optional<Signature> sign(PublicKey key, Bytes payload) {
        return key.equals(own) ? Optional.of(validator.sign(payload, random)) : Optional.empty();
      }
    };
  }
}
