package dev.vouch.devnet.chain;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.Hash;
import java.util.List;

/**
 * A block of the dev relay chain.
 *
 * @param inherent the backed candidates that it includes
 * @param dropped candidates that its author was given and refused, with the reason
 */
public record RelayBlock(
    Hash hash,
    BlockHeader header,
    List<BackedCandidate> inherent,
    List<CandidateEvent> events,
    List<Dropped> dropped,
    long session,
    boolean sessionChanged) {
  /** A candidate that would not have been accepted. */
  public record Dropped(BackedCandidate candidate, String reason) {}

  public RelayBlock {
    inherent = List.copyOf(inherent);
    events = List.copyOf(events);
    dropped = List.copyOf(dropped);
  }

  public long number() {
    return header.number();
  }

  public Hash parent() {
    return header.parentHash();
  }
}
