package dev.vouch.messages;

import dev.vouch.primitives.Hash;

/** What the relay chain and the host tell the overseer (backing spec 1.3). */
public sealed interface OverseerMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.OVERSEER;
  }

  /** A block was imported; {@code supportsParachains} as its runtime says. */
  record BlockImported(Hash hash, Hash parentHash, long number, boolean supportsParachains)
      implements OverseerMessage {}

  /** A block became final. */
  record BlockFinality(Hash hash, long number) implements OverseerMessage {}

  /** Answered when the leaf is active; cancelled when it is deactivated first. */
  record WaitForActivation(Hash hash) implements OverseerMessage, Request<Activated> {}

  /** The leaf is active. */
  record Activated(Hash hash) implements Answer {}

  /** Stop everything. */
  record Stop() implements OverseerMessage {}
}
