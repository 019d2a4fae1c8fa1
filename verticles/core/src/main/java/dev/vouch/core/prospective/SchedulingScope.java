package dev.vouch.core.prospective;

import dev.vouch.primitives.Hash;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A leaf and its ancestors within lookahead and session: the scheduling parents it allows. */
record SchedulingScope(Hash leaf, long leafNumber, Set<Hash> blocks) {
  SchedulingScope {
    blocks = Set.copyOf(blocks);
  }

  /**
   * @param ancestors newest first; their numbers follow from the leaf's (neighbours spec PP-2)
   */
  static SchedulingScope of(Hash leaf, long leafNumber, List<Hash> ancestors) {
    Set<Hash> blocks = new LinkedHashSet<>(ancestors);
    blocks.add(leaf);
    return new SchedulingScope(leaf, leafNumber, blocks);
  }

  boolean contains(Hash block) {
    return blocks.contains(block);
  }
}
