package dev.vouch.core.backing;

import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What holds for all candidates of one scheduling parent (backing spec 2.4, CB-11).
 *
 * @param sessionIndex the session of the scheduling parent's child
 * @param validators number of validators of the session
 * @param local empty if no validator key of the session is held here
 * @param minimumBackingVotes empty if the runtime tells none
 * @param observeOnly nothing is signed here (a stale leaf, seed A-9)
 */
record SchedulingContext(
    Hash parent,
    long sessionIndex,
    int validators,
    NodeFeatures nodeFeatures,
    CoreAssignments assignments,
    Set<ValidatorIndex> disabled,
    Optional<LocalValidator> local,
    OptionalInt minimumBackingVotes,
    boolean observeOnly) {
  /** The core that the local validator's group backs on. */
  Optional<CoreIndex> assignedCore() {
    return local.flatMap(validator -> assignments.assignedCore(validator.index()));
  }

  SigningContext signingContext() {
    return new SigningContext(sessionIndex, parent);
  }

  /** The minimum that the statement table is asked with for a candidate of the core's group. */
  int requiredVotes(CoreIndex core, BackingConfig.QuorumPolicy policy) {
    int majority = assignments.groupSize(core).orElse(0) / 2 + 1;
    return switch (policy) {
      case RUNTIME -> minimumBackingVotes.orElse(majority);
      case MAJORITY -> majority;
    };
  }

  /** Why the local validator does not sign here; empty if it may. */
  Optional<String> reasonNotToSign() {
    if (local.isEmpty()) {
      return Optional.of("this node is no validator of session " + sessionIndex);
    }
    if (local.get().disabled()) {
      return Optional.of("the local validator is disabled at the scheduling parent");
    }
    return observeOnly
        ? Optional.of("the scheduling parent belongs to a leaf that was active before")
        : Optional.empty();
  }
}
