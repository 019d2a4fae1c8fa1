package dev.vouch.messages;

import dev.vouch.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** What the overseer tells every subsystem, in order (backing spec 1.2). */
public sealed interface OverseerSignal {
  /** A delta of the active leaves, never the full set. */
  record ActiveLeaves(Optional<ActivatedLeaf> activated, List<Hash> deactivated)
      implements OverseerSignal {
    public ActiveLeaves {
      deactivated = List.copyOf(deactivated);
    }

    public boolean isEmpty() {
      return activated.isEmpty() && deactivated.isEmpty();
    }
  }

  /** A block became final. */
  record BlockFinalized(Hash hash, long number) implements OverseerSignal {}

  /** Finish now. */
  record Conclude() implements OverseerSignal {}

  /**
   * A leaf that became active.
   *
   * @param fresh false for a leaf that was active before (backing spec 1.10)
   */
  record ActivatedLeaf(Hash hash, long number, boolean fresh) {}
}
