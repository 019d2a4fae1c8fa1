package dev.vouch.pvf.queue;

import dev.vouch.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The active leaves and their ancestors, as told (validation PH-50). Bounded by the overseer, which
 * bounds the number of leaves, and by the scheduling lookahead, which bounds the ancestors.
 */
final class ActiveLeaves {
  private final Map<Hash, Set<Hash>> ancestorsByLeaf = new LinkedHashMap<>();

  void update(PvfEvent.LeavesChanged change) {
    change.deactivated().forEach(ancestorsByLeaf::remove);
    change
        .activated()
        .ifPresent(leaf -> ancestorsByLeaf.put(leaf.hash(), Set.copyOf(leaf.ancestors())));
  }

  /** True for a leaf and for each of its ancestors. */
  boolean contains(Hash block) {
    return ancestorsByLeaf.containsKey(block)
        || ancestorsByLeaf.values().stream().anyMatch(ancestors -> ancestors.contains(block));
  }
}
