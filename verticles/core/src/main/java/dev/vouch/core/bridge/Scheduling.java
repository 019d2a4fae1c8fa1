package dev.vouch.core.bridge;

import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.TransposedClaimQueue;
import dev.vouch.primitives.ValidatorIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is fixed about a scheduling parent: session, groups and claims (backing spec 4.5). */
final class Scheduling {
  private final Hash schedulingParent;
  private final long session;
  private final List<PublicKey> validators;
  private final Set<PublicKey> discoveryKeys;
  private final List<List<ValidatorIndex>> groups;
  private final Map<ValidatorIndex, GroupIndex> groupOf = new HashMap<>();
  private final Set<ValidatorIndex> disabled;
  private final Map<GroupIndex, List<ParaId>> claimsOfGroup = new HashMap<>();
  private final TransposedClaimQueue claims;

  Scheduling(
      Hash schedulingParent,
      long session,
      SessionInfo info,
      List<List<ValidatorIndex>> groups,
      GroupRotationInfo rotation,
      ClaimQueue claimQueue,
      List<ValidatorIndex> disabled) {
    this.schedulingParent = schedulingParent;
    this.session = session;
    this.validators = info.validators();
    this.discoveryKeys = new HashSet<>(info.discoveryKeys());
    this.groups = groups;
    this.disabled = new HashSet<>(disabled);
    this.claims = claimQueue.transpose();
    for (int group = 0; group < groups.size(); group++) {
      GroupIndex index = new GroupIndex(group);
      groups.get(group).forEach(member -> groupOf.put(member, index));
    }
    claimQueue
        .cores()
        .forEach(
            (core, paras) -> claimsOfGroup.put(rotation.groupForCore(core, groups.size()), paras));
  }

  Hash schedulingParent() {
    return schedulingParent;
  }

  /** The session for the children of the scheduling parent. */
  long session() {
    return session;
  }

  SigningContext signingContext() {
    return new SigningContext(session, schedulingParent);
  }

  TransposedClaimQueue claims() {
    return claims;
  }

  Optional<PublicKey> key(ValidatorIndex validator) {
    return validator.unsigned() < validators.size()
        ? Optional.of(validators.get(validator.value()))
        : Optional.empty();
  }

  boolean isDisabled(ValidatorIndex validator) {
    return disabled.contains(validator);
  }

  /** Whether a peer with these proven keys is a validator of the session, active or not. */
  boolean isValidator(Set<PublicKey> authorities) {
    return authorities.stream().anyMatch(discoveryKeys::contains);
  }

  Optional<GroupIndex> groupOf(ValidatorIndex validator) {
    return Optional.ofNullable(groupOf.get(validator));
  }

  List<ValidatorIndex> members(GroupIndex group) {
    return group.unsigned() < groups.size() ? groups.get(group.value()) : List.of();
  }

  /** Place of a member in its group, or -1. */
  int place(GroupIndex group, ValidatorIndex validator) {
    return members(group).indexOf(validator);
  }

  /** How many candidates each member may second: the claims of the group's core. */
  int secondingLimit(GroupIndex group) {
    return claimsOfGroup.getOrDefault(group, List.of()).size();
  }

  boolean isAssigned(GroupIndex group, ParaId para) {
    return claimsOfGroup.getOrDefault(group, List.of()).contains(para);
  }
}
