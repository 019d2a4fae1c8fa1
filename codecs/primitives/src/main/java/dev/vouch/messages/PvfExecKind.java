package dev.vouch.messages;

import dev.vouch.primitives.Hash;
import java.util.Optional;

/** Why a PVF is executed; decides time limit, priority, retries and checks (validation 1.6). */
public sealed interface PvfExecKind {
  record Dispute() implements PvfExecKind {}

  record Approval() implements PvfExecKind {}

  /** Backing of a para whose id is at most 1999. */
  record BackingSystemParas(Hash schedulingParent) implements PvfExecKind {}

  record Backing(Hash schedulingParent) implements PvfExecKind {}

  default boolean isBacking() {
    return backedUnder().isPresent();
  }

  /** The scheduling parent of a backing job: the job is dropped when that block is. */
  default Optional<Hash> backedUnder() {
    return switch (this) {
      case Dispute d -> Optional.empty();
      case Approval a -> Optional.empty();
      case BackingSystemParas b -> Optional.of(b.schedulingParent());
      case Backing b -> Optional.of(b.schedulingParent());
    };
  }

  /** The label in metrics. */
  default String label() {
    return switch (this) {
      case Dispute d -> "dispute";
      case Approval a -> "approval";
      case BackingSystemParas b -> "backing_system_paras";
      case Backing b -> "backing";
    };
  }
}
