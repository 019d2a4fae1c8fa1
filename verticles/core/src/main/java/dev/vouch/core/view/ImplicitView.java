package dev.vouch.core.view;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Active leaves and the blocks that may be scheduling parents under them (backing spec 2.7). Owned
 * by one subsystem, whose requests it sends; one activation at a time.
 *
 * <p>Bounds: a leaf stores at most as many blocks as the lookahead says (64 at most); the number of
 * leaves is bounded by the overseer.
 */
public final class ImplicitView {
  /** A leaf's ancestors that are kept even where the lookahead allows fewer. */
  private static final long MINIMUM_RETAIN_LENGTH = 2;

  private final LeafAncestry ancestry;
  private final Map<Hash, Long> leaves = new LinkedHashMap<>();
  private final Map<Hash, Block> stored = new LinkedHashMap<>();

  public ImplicitView(Asker asker) {
    this.ancestry = new LeafAncestry(asker);
  }

  /** Allowed parents exist only for blocks that were leaves: newest first, the leaf included. */
  private record Block(long number, Optional<List<Hash>> allowed) {}

  /** Learns a leaf, its allowed ancestors and their numbers. */
  public Pending<Activation> activate(Hash leaf) {
    if (leaves.containsKey(leaf)) {
      return Pending.of(new Activation.AlreadyKnown());
    }
    return ancestry
        .of(leaf)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<List<Hash>>(List<Hash> ancestors) -> store(leaf, ancestors);
                  case Outcome.Failed<List<Hash>>(Failure failure) ->
                      Pending.of(new Activation.Failed(failure.reason()));
                });
  }

  private Pending<Activation> store(Hash leaf, List<Hash> ancestors) {
    List<Hash> allowed = new ArrayList<>();
    allowed.add(leaf);
    allowed.addAll(ancestors);
    return storeFrom(allowed, 0)
        .map(
            failure ->
                failure
                    .<Activation>map(Activation.Failed::new)
                    .orElseGet(() -> register(leaf, ancestors.size())));
  }

  private Pending<Optional<String>> storeFrom(List<Hash> allowed, int index) {
    int next = index;
    while (next < allowed.size() && stored.containsKey(allowed.get(next))) {
      attach(allowed, next);
      next++;
    }
    if (next == allowed.size()) {
      return Pending.of(Optional.empty());
    }
    int missing = next;
    return ancestry
        .number(allowed.get(missing))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<Long>(Long number) -> {
                    stored.put(allowed.get(missing), new Block(number, Optional.empty()));
                    attach(allowed, missing);
                    yield storeFrom(allowed, missing + 1);
                  }
                  case Outcome.Failed<Long>(Failure failure) ->
                      Pending.of(Optional.of(failure.reason()));
                });
  }

  /** The list belongs to the leaf, also if the leaf was stored as an ancestor (quirk IV-q1). */
  private void attach(List<Hash> allowed, int index) {
    if (index == 0) {
      stored.computeIfPresent(
          allowed.getFirst(),
          (leaf, block) -> new Block(block.number(), Optional.of(List.copyOf(allowed))));
    }
  }

  private Activation register(Hash leaf, int ancestors) {
    long number = blockNumber(leaf).orElseThrow();
    long oldest = Math.max(0, number - ancestors);
    leaves.put(leaf, Math.min(oldest, Math.max(0, number - MINIMUM_RETAIN_LENGTH)));
    return new Activation.Activated();
  }

  /** Forgets a leaf and what no other leaf needs; an unknown leaf changes nothing. */
  public Set<Hash> deactivate(Hash leaf) {
    if (leaves.remove(leaf) == null) {
      return Set.of();
    }
    long retained = leaves.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
    Set<Hash> pruned = new LinkedHashSet<>();
    stored.forEach(
        (hash, block) -> {
          if (block.number() < retained) {
            pruned.add(hash);
          }
        });
    stored.keySet().removeAll(pruned);
    return Collections.unmodifiableSet(pruned);
  }

  /** Active leaves in the order of activation. */
  public List<Hash> leaves() {
    return List.copyOf(leaves.keySet());
  }

  public boolean containsLeaf(Hash block) {
    return leaves.containsKey(block);
  }

  /** The number of any stored block. */
  public Optional<Long> blockNumber(Hash block) {
    return Optional.ofNullable(stored.get(block)).map(Block::number);
  }

  public boolean isStored(Hash block) {
    return stored.containsKey(block);
  }

  /** All stored blocks: a superset of what is allowed, some are only retained. */
  public Set<Hash> allAllowedParents() {
    return Collections.unmodifiableSet(stored.keySet());
  }

  /** The allowed parents under a block that is or was a leaf, newest first, itself included. */
  public Optional<List<Hash>> allowedParentsUnder(Hash block) {
    return Optional.ofNullable(stored.get(block)).flatMap(Block::allowed);
  }

  /** Whether a candidate of this scheduling parent may be backed under the leaf. */
  public boolean allows(Hash leaf, Hash schedulingParent) {
    return leaves.containsKey(leaf)
        && allowedParentsUnder(leaf)
            .map(allowed -> allowed.contains(schedulingParent))
            .orElse(false);
  }

  /** For each active leaf that allows the block: its allowed blocks, oldest to newest. */
  public List<List<Hash>> pathsVia(Hash schedulingParent) {
    if (!stored.containsKey(schedulingParent)) {
      return List.of();
    }
    return leaves.keySet().stream()
        .filter(leaf -> allows(leaf, schedulingParent))
        .map(leaf -> allowedParentsUnder(leaf).orElseThrow().reversed())
        .toList();
  }
}
