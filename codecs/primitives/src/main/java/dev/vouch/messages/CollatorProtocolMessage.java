package dev.vouch.messages;

import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.SignedFullStatement;

/** What backing tells the side that handed in collations (backing spec 2.3). */
public sealed interface CollatorProtocolMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.COLLATOR_PROTOCOL;
  }

  /** We seconded the candidate. */
  record Seconded(Hash schedulingParent, SignedFullStatement statement)
      implements CollatorProtocolMessage {}

  /** The candidate is invalid; whoever recommended it may be penalised. */
  record Invalid(Hash schedulingParent, CandidateReceipt candidate)
      implements CollatorProtocolMessage {}
}
