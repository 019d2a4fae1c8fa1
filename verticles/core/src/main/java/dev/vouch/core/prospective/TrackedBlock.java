package dev.vouch.core.prospective;

import dev.vouch.primitives.ParaId;
import java.util.Map;
import java.util.TreeMap;

/** The chains under a block that was once a leaf and is still in the scope of one. */
final class TrackedBlock {
  private final SchedulingScope scheduling;
  private final long session;
  private final Map<ParaId, FragmentChain> chains = new TreeMap<>();

  TrackedBlock(SchedulingScope scheduling, long session) {
    this.scheduling = scheduling;
    this.session = session;
  }

  SchedulingScope scheduling() {
    return scheduling;
  }

  /** The session for the block's children. */
  long session() {
    return session;
  }

  Map<ParaId, FragmentChain> chains() {
    return chains;
  }
}
