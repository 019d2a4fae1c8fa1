package dev.vouch.core.signing;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.List;
import java.util.Optional;

/** The secret keys, which only their host knows. Signing needs randomness, which the host gives. */
public interface StatementKeys {
  /** Public keys, in the order in which a session is searched for them. */
  List<PublicKey> keys();

  /** Signs the bytes; empty for a key that is not held here. */
  Optional<Signature> sign(PublicKey key, Bytes payload);
}
