package dev.vouch.core.provisioner;

import dev.vouch.primitives.BitList;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.OccupiedCore;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ScheduledCore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many candidates each para may place into a block, and which of its candidates the block makes
 * available or leaves pending (PV-5).
 */
final class Wanted {
  private final SortedMap<ParaId, Integer> counts = new TreeMap<>();
  private final SortedMap<ParaId, Set<CandidateHash>> ancestors = new TreeMap<>();

  private Wanted() {}

  /**
   * Reads the cores.
   *
   * @param blockNumber of the block under construction
   */
  static Wanted of(List<CoreState> cores, long blockNumber) {
    Wanted wanted = new Wanted();
    cores.forEach(
        core -> {
          switch (core) {
            case CoreState.Free free -> {}
            case CoreState.Scheduled(ScheduledCore scheduled) -> wanted.count(scheduled);
            case CoreState.Occupied(OccupiedCore occupied) ->
                wanted.occupied(occupied, blockNumber);
          }
        });
    return wanted;
  }

  private void occupied(OccupiedCore core, long blockNumber) {
    if (isAvailable(core.availability())) {
      ancestor(core);
      core.nextUpOnAvailable().ifPresent(this::count);
    } else if (core.timeOutAt() <= blockNumber) {
      core.nextUpOnTimeOut().ifPresent(this::count);
    } else {
      ancestor(core);
    }
  }

  private static boolean isAvailable(BitList bits) {
    return 3L * bits.count() >= 2L * bits.length();
  }

  private void count(ScheduledCore core) {
    counts.merge(core.paraId(), 1, Integer::sum);
  }

  private void ancestor(OccupiedCore core) {
    ancestors
        .computeIfAbsent(core.candidateDescriptor().paraId(), para -> new LinkedHashSet<>())
        .add(core.candidateHash());
  }

  /** Paras that may place candidates, ascending. */
  List<ParaId> paras() {
    return List.copyOf(counts.keySet());
  }

  int count(ParaId para) {
    return counts.getOrDefault(para, 0);
  }

  Set<CandidateHash> ancestors(ParaId para) {
    return Optional.ofNullable(ancestors.get(para)).orElseGet(Set::of);
  }
}
