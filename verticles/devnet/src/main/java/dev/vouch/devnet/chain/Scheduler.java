package dev.vouch.devnet.chain;

import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Groups, rotation and the claim queue of a fixed schedule (neighbours spec 5.4). */
final class Scheduler {
  private final ChainSpec spec;
  private final List<List<ValidatorIndex>> groups;

  Scheduler(ChainSpec spec) {
    this.spec = spec;
    this.groups = split(spec.validators().size(), spec.cores());
  }

  /** Consecutive indices, the larger groups first (RC-8). */
  static List<List<ValidatorIndex>> split(int validators, int cores) {
    List<List<ValidatorIndex>> groups = new ArrayList<>();
    int next = 0;
    for (int group = 0; group < cores; group++) {
      int size = validators / cores + (group < validators % cores ? 1 : 0);
      List<ValidatorIndex> members = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        members.add(new ValidatorIndex(next++));
      }
      groups.add(List.copyOf(members));
    }
    return List.copyOf(groups);
  }

  List<List<ValidatorIndex>> groups() {
    return groups;
  }

  GroupRotationInfo rotation(RelayState state, long now) {
    return new GroupRotationInfo(state.sessionStart(), spec.groupRotationFrequency(), now);
  }

  /** The group that backs a core for candidates with this scheduling parent (RC-9). */
  Optional<GroupIndex> groupForCore(RelayState state, CoreIndex core, long schedulingParentNumber) {
    long at = schedulingParentNumber + 1;
    if (at < state.sessionStart() || Integer.compareUnsigned(core.value(), groups.size()) >= 0) {
      return Optional.empty();
    }
    return Optional.of(rotation(state, at).groupForCore(core, groups.size()));
  }

  /** Core c is para c's at every depth; surplus cores are idle. */
  ClaimQueue claims() {
    TreeMap<CoreIndex, List<ParaId>> claims = new TreeMap<>();
    for (int core = 0; core < spec.paras().size(); core++) {
      claims.put(
          new CoreIndex(core),
          Collections.nCopies(spec.schedulingLookahead(), spec.paras().get(core).id()));
    }
    return new ClaimQueue(claims);
  }
}
