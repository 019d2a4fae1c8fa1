package dev.vouch.devnet.chain;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BackingCheck;
import dev.vouch.primitives.BackingThreshold;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.DescriptorAcceptance;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.UmpSignals;
import dev.vouch.primitives.ValidatorIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the inherent accepts, one candidate after the other (neighbours spec 5.6.1 to 5.6.3).
 *
 * <p>One object per block; it remembers which cores were used and which paras failed, since
 * everything after a failed candidate of a para is dropped with it. A candidate that fails the
 * first screening (version, signals, parents) is dropped alone.
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
    Optional<RelayState.SchedulingParent> scheduling =
        state.schedulingParent(descriptor.schedulingParent());
    if (scheduling.isEmpty()) {
      return refused("DisallowedSchedulingParent");
    }
    Optional<String> screened = screen(backed, scheduling.orElseThrow());
    if (screened.isPresent()) {
      return refused(screened.orElseThrow());
    }
    ParaId para = descriptor.paraId();
    if (stopped.contains(para)) {
      return refused("follows a refused candidate of its para");
    }
    Result result = check(backed, scheduling.orElseThrow());
    switch (result) {
      case Result.Ok(Accepted accepted) -> {
        usedCores.add(accepted.core());
        enact(backed);
      }
      case Result.Refused refusal -> stopped.add(para);
    }
    return result;
  }

  private Result check(BackedCandidate backed, RelayState.SchedulingParent scheduling) {
    if (!seen.add(backed.candidate().hash())) {
      return refused("candidate occurs twice");
    }
    Optional<String> data = checkData(backed);
    if (data.isPresent()) {
      return refused(data.orElseThrow());
    }
    Optional<CoreIndex> core = core(backed, scheduling);
    if (core.isEmpty() || usedCores.contains(core.orElseThrow())) {
      return refused("UnscheduledCandidate");
    }
    Optional<GroupIndex> group =
        scheduler.groupForCore(state, core.orElseThrow(), scheduling.number());
    if (group.isEmpty()) {
      return refused("InvalidAssignment");
    }
    Optional<String> votes = checkVotes(backed, group.orElseThrow());
    return votes
        .map(InherentCheck::refused)
        .orElseGet(() -> new Result.Ok(new Accepted(core.orElseThrow(), group.orElseThrow())));
  }

  /** The step "version and signals" of 5.6.1. */
  private Optional<String> screen(BackedCandidate backed, RelayState.SchedulingParent scheduling) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    if (descriptor.acceptance(spec.nodeFeatures().has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3))
        != DescriptorAcceptance.ACCEPTED) {
      return Optional.of("descriptor version is not accepted");
    }
    if (relayParent(descriptor).isEmpty()) {
      return Optional.of("DisallowedRelayParent");
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

  private Optional<RelayState.RelayParent> relayParent(CandidateDescriptor descriptor) {
    return state.relayParent(
        descriptor.sessionIndex().orElse(state.session()), descriptor.relayParent());
  }

  /** 5.6.3: validation data, code, head and outputs. */
  private Optional<String> checkData(BackedCandidate backed) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    ParaState para = state.paras().get(descriptor.paraId());
    if (para == null) {
      return Optional.of("UnscheduledCandidate");
    }
    Optional<RelayState.RelayParent> relayParent = relayParent(descriptor);
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

  /**
   * The runtime's check (5.6.2), and one that the runtime leaves out: that no bit is set without a
   * vote, since an author should not put such a candidate into a block (RC16).
   */
  private Optional<String> checkVotes(BackedCandidate backed, GroupIndex group) {
    List<ValidatorIndex> members = members(group);
    SigningContext context =
        new SigningContext(state.session(), backed.candidate().descriptor().schedulingParent());
    OptionalInt votes =
        BackingCheck.votes(
            backed.candidate().hash(),
            backed.validityVotes(),
            backed.groupBits(),
            context,
            members.size(),
            position -> Optional.of(spec.validators().get(members.get(position).value())));
    if (votes.isEmpty() || backed.groupBits().count() != votes.getAsInt()) {
      return Optional.of("InvalidBacking");
    }
    int needed = BackingThreshold.effectiveMinimumVotes(members.size(), spec.minimumBackingVotes());
    return votes.getAsInt() < needed ? Optional.of("InsufficientBacking") : Optional.empty();
  }

  private void enact(BackedCandidate backed) {
    CandidateDescriptor descriptor = backed.candidate().descriptor();
    CandidateCommitments commitments = backed.candidate().commitments();
    long context = relayParent(descriptor).orElseThrow().number();
    ParaState para = Objects.requireNonNull(state.paras().get(descriptor.paraId()));
    state =
        state.withPara(
            descriptor.paraId(),
            para.enacted(commitments.headData(), context, commitments.hrmpWatermark()));
  }
}
