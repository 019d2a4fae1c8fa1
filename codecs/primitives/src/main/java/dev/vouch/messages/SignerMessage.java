package dev.vouch.messages;

import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import java.util.List;

/** The one place that holds keys and the durable signing record. */
public sealed interface SignerMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.SIGNER;
  }

  /** The validator keys held here. */
  record GetValidatorKeys() implements SignerMessage, Request<ValidatorKeys> {}

  record ValidatorKeys(List<PublicKey> keys) implements Answer {
    public ValidatorKeys {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Records the statement durably, then signs it. Refused with {@link Failure.Kind#BAD_REQUEST}
   * when it conflicts with what this key signed before, also before a restart.
   *
   * @param secondingLimit how many different candidates may be seconded under this scheduling
   *     parent (backing spec 2.20 A-13)
   */
  record SignStatement(
      PublicKey key,
      ValidatorIndex validator,
      ParaId para,
      Hash relayParent,
      CompactStatement statement,
      SigningContext context,
      int secondingLimit)
      implements SignerMessage, Request<Signed> {}

  record Signed(SignedStatement statement) implements Answer {}
}
