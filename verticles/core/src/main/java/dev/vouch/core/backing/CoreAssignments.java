package dev.vouch.core.backing;

import dev.vouch.core.table.TableContext;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ValidatorIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which group backs on which core at one scheduling parent (backing spec 2.5). There are as many
 * cores as groups.
 */
final class CoreAssignments implements TableContext {
  private final int cores;
  private final GroupRotationInfo rotation;
  private final ClaimQueue claimQueue;
  private final SortedMap<CoreIndex, List<ValidatorIndex>> membersByCore = new TreeMap<>();
  private final Map<ValidatorIndex, GroupIndex> groupOf = new HashMap<>();

  CoreAssignments(
      List<List<ValidatorIndex>> groups, GroupRotationInfo rotation, ClaimQueue claimQueue) {
    this.cores = groups.size();
    this.rotation = rotation;
    this.claimQueue = claimQueue;
    for (int group = 0; group < groups.size(); group++) {
      GroupIndex index = new GroupIndex(group);
      groups.get(group).forEach(member -> groupOf.put(member, index));
    }
    for (int core = 0; core < cores; core++) {
      CoreIndex index = new CoreIndex(core);
      if (claimQueue.cores().containsKey(index)) {
        int group = rotation.groupForCore(index, cores).value();
        if (group >= 0 && group < groups.size()) {
          membersByCore.put(index, groups.get(group));
        }
      }
    }
  }

  /** The core that the validator's group backs on; the last one if groups overlap. */
  Optional<CoreIndex> assignedCore(ValidatorIndex validator) {
    return membersByCore.entrySet().stream()
        .filter(entry -> entry.getValue().contains(validator))
        .map(Map.Entry::getKey)
        .reduce((first, last) -> last);
  }

  /**
   * The core that a statement of this signer is about.
   *
   * @param para of a seconded candidate: the core's claims must list it at any depth
   */
  Optional<CoreIndex> coreOf(ValidatorIndex signer, Optional<ParaId> para) {
    return Optional.ofNullable(groupOf.get(signer))
        .map(group -> rotation.coreForGroup(group, cores))
        // The reference compares with ">", which lets one core too many through (quirk CB-q3).
        .filter(core -> Integer.compareUnsigned(core.value(), cores) < 0)
        .filter(core -> para.map(claims(core)::contains).orElse(true));
  }

  /** Paras that may use the core, soonest first. */
  List<ParaId> claims(CoreIndex core) {
    return claimQueue.paras(core);
  }

  /** The members of the group on the core, in group order; empty if nobody backs there. */
  List<ValidatorIndex> members(CoreIndex core) {
    return membersByCore.getOrDefault(core, List.of());
  }

  @Override
  public boolean isMemberOf(ValidatorIndex authority, CoreIndex group) {
    return members(group).contains(authority);
  }

  @Override
  public OptionalInt groupSize(CoreIndex group) {
    return membersByCore.containsKey(group)
        ? OptionalInt.of(members(group).size())
        : OptionalInt.empty();
  }
}
