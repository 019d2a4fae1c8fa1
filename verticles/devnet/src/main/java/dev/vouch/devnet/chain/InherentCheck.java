package dev.vouch.devnet.chain;

import dev.vouch.crypto.Sr25519;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BackingThreshold;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.DescriptorAcceptance;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.UmpSignals;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the inherent accepts, one candidate after the other (neighbours spec 5.6.1 to 5.6.3).
 *
 * <p>One object per block; it remembers which cores were used and which paras failed, since
 * everything after a failed candidate of a para is dropped with it.
 */
final class InherentCheck {
  private final ChainSpec spec;
  private final Scheduler scheduler;
  private final Set<CoreIndex> usedCores = new HashSet<>();
  private final Set<CandidateHash> seen = new HashSet<>();
  private final Set<ParaId> stopped = new HashSet<>();
  private RelayState state;

  InherentCheck(ChainSpec spec, Scheduler scheduler, RelayState state) {
    this.spec = spec;
    this.scheduler = scheduler;
    this.state = state;
  }

  /** An accepted candidate's place. */
  record Accepted(CoreIndex core, GroupIndex group) {}

  /** Accepted or the reference's error name. */
  sealed interface Result {
    record Ok(Accepted accepted) implements Result {}

    record Refused(String error) implements Result {}
  }

  private static Result refused(String error) {
    return new Result.Refused(error);
  }

  /** The state with every accepted candidate enacted: availability is assumed. */
  RelayState state() {
    return state;
  }

  Result offer(BackedCandidate backed) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    ParaId para = descriptor.paraId();
    if (stopped.contains(para)) {
      return refused("follows a refused candidate of its para");
    }
    Result result = check(backed);
    switch (result) {
      case Result.Ok(Accepted accepted) -> {
        usedCores.add(accepted.core());
        enact(backed);
      }
      case Result.Refused refusal -> stopped.add(para);
    }
    return result;
  }

  private Result check(BackedCandidate backed) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    Optional<RelayState.SchedulingParent> scheduling =
        state.schedulingParent(descriptor.schedulingParent());
    if (scheduling.isEmpty()) {
      return refused("DisallowedSchedulingParent");
    }
    Optional<String> versions = checkVersion(backed, scheduling.orElseThrow());
    if (versions.isPresent()) {
      return refused(versions.orElseThrow());
    }
    if (!seen.add(backed.candidate().hash())) {
      return refused("candidate occurs twice");
    }
    Optional<String> data = checkData(backed);
    if (data.isPresent()) {
      return refused(data.orElseThrow());
    }
    Optional<CoreIndex> core = core(backed, scheduling.orElseThrow());
    if (core.isEmpty() || usedCores.contains(core.orElseThrow())) {
      return refused("UnscheduledCandidate");
    }
    Optional<GroupIndex> group =
        scheduler.groupForCore(state, core.orElseThrow(), scheduling.orElseThrow().number());
    if (group.isEmpty()) {
      return refused("InvalidAssignment");
    }
    Optional<String> votes = checkVotes(backed, group.orElseThrow());
    return votes
        .map(InherentCheck::refused)
        .orElseGet(() -> new Result.Ok(new Accepted(core.orElseThrow(), group.orElseThrow())));
  }

  /** The step "version and signals" of 5.6.1. */
  private Optional<String> checkVersion(
      BackedCandidate backed, RelayState.SchedulingParent scheduling) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    if (descriptor.acceptance(spec.nodeFeatures().has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3))
        != DescriptorAcceptance.ACCEPTED) {
      return Optional.of("descriptor version is not accepted");
    }
    if (UmpSignals.check(backed.candidate(), scheduling.claims().transpose())
        instanceof UmpSignals.Result.Failed(var error)) {
      return Optional.of("InvalidUMPSignals " + error);
    }
    if (descriptor.schedulingSession().isPresent()
        && descriptor.schedulingSession().getAsLong() != state.session()) {
      return Optional.of("scheduling session is not the current one");
    }
    return Optional.empty();
  }

  /** 5.6.3: validation data, code, head and outputs. */
  private Optional<String> checkData(BackedCandidate backed) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    ParaState para = state.paras().get(descriptor.paraId());
    if (para == null) {
      return Optional.of("UnscheduledCandidate");
    }
    Optional<RelayState.RelayParent> relayParent =
        state.relayParent(
            descriptor.sessionIndex().orElse(state.session()), descriptor.relayParent());
    if (relayParent.filter(rp -> rp.number() >= para.mostRecentContext()).isEmpty()) {
      return Optional.of("DisallowedRelayParent");
    }
    RelayState.RelayParent rp = relayParent.orElseThrow();
    PersistedValidationData pvd =
        new PersistedValidationData(para.head(), rp.number(), rp.stateRoot(), spec.maxPovSize());
    if (!pvd.hash().equals(descriptor.persistedValidationDataHash())) {
      return Optional.of("ValidationDataHashMismatch");
    }
    if (!para.code().hash().equals(descriptor.validationCodeHash().value())) {
      return Optional.of("InvalidValidationCodeHash");
    }
    CandidateCommitments commitments = backed.candidate().commitments();
    if (!commitments.headData().hash().equals(descriptor.paraHead())) {
      return Optional.of("ParaHeadMismatch");
    }
    return OutputCheck.refusal(para, commitments, rp.number());
  }

  private Optional<CoreIndex> core(BackedCandidate backed, RelayState.SchedulingParent scheduling) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    Optional<CoreIndex> core =
        descriptor.coreIndex().or(() -> injectedCore(backed, scheduling.number()));
    // Every scheduled core is eligible in every block: none stays occupied (assumed availability).
    return core.filter(c -> scheduler.claims().paras(c).contains(descriptor.paraId()));
  }

  /** V1 only: the injected core counts if the votes fit the group assigned to it. */
  private Optional<CoreIndex> injectedCore(BackedCandidate backed, long schedulingNumber) {
    return backed
        .injectedCoreIndex()
        .filter(
            core ->
                scheduler
                    .groupForCore(state, core, schedulingNumber)
                    .filter(group -> members(group).size() == backed.groupBits().length())
                    .isPresent());
  }

  private List<ValidatorIndex> members(GroupIndex group) {
    return scheduler.groups().get(group.value());
  }

  /** Pairs set bits with votes, verifies each, and counts them against the threshold (5.6.2). */
  private Optional<String> checkVotes(BackedCandidate backed, GroupIndex group) {
    List<ValidatorIndex> members = members(group);
    BitList bits = backed.groupBits();
    if (bits.length() != members.size() || bits.count() != backed.validityVotes().size()) {
      return Optional.of("InvalidBacking");
    }
    SigningContext context =
        new SigningContext(state.session(), backed.candidate().descriptor().schedulingParent());
    CandidateHash hash = backed.candidate().hash();
    int vote = 0;
    for (int position = 0; position < members.size(); position++) {
      if (bits.get(position)) {
        PublicKey key = spec.validators().get(members.get(position).value());
        if (!verifies(backed.validityVotes().get(vote++), hash, context, key)) {
          return Optional.of("InvalidBacking");
        }
      }
    }
    int needed = BackingThreshold.effectiveMinimumVotes(members.size(), spec.minimumBackingVotes());
    return vote < needed ? Optional.of("InsufficientBacking") : Optional.empty();
  }

  private static boolean verifies(
      ValidityAttestation vote, CandidateHash hash, SigningContext context, PublicKey key) {
    CompactStatement statement =
        switch (vote) {
          case ValidityAttestation.Implicit i -> new CompactStatement.Seconded(hash);
          case ValidityAttestation.Explicit e -> new CompactStatement.Valid(hash);
        };
    Bytes payload = statement.signingPayload(context);
    return Sr25519.verify(
        key.bytes().toArray(), payload.toArray(), vote.signature().bytes().toArray());
  }

  private void enact(BackedCandidate backed) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    CandidateCommitments commitments = backed.candidate().commitments();
    Hash relayParent = descriptor.relayParent();
    long context =
        state
            .relayParent(descriptor.sessionIndex().orElse(state.session()), relayParent)
            .orElseThrow()
            .number();
    ParaState para = Objects.requireNonNull(state.paras().get(descriptor.paraId()));
    state =
        state.withPara(
            descriptor.paraId(),
            para.enacted(commitments.headData(), context, commitments.hrmpWatermark()));
  }
}
