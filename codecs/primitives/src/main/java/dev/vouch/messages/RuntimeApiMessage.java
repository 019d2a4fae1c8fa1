package dev.vouch.messages;

import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.ValidatorIndex;
import java.util.List;
import java.util.Optional;

/**
 * Runtime API calls at a block (neighbours spec 5.8, wire spec 4.2).
 *
 * <p>A runtime that is too old for a call answers {@link Failure.Kind#NOT_SUPPORTED}; an unknown
 * block {@link Failure.Kind#UNAVAILABLE}.
 */
public sealed interface RuntimeApiMessage<A extends Answer> extends Request<A> {
  /** The block whose state answers. */
  Hash at();

  @Override
  default SubsystemName to() {
    return SubsystemName.RUNTIME_API;
  }

  record SessionIndexForChild(Hash at) implements RuntimeApiMessage<SessionIndex> {}

  record SessionIndex(long session) implements Answer {}

  record Validators(Hash at) implements RuntimeApiMessage<ValidatorSet> {}

  record ValidatorSet(List<PublicKey> validators) implements Answer {
    public ValidatorSet {
      validators = List.copyOf(validators);
    }
  }

  record ValidatorGroups(Hash at) implements RuntimeApiMessage<Groups> {}

  record Groups(List<List<ValidatorIndex>> groups, GroupRotationInfo rotation) implements Answer {
    public Groups {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  record GetClaimQueue(Hash at) implements RuntimeApiMessage<Claims> {}

  record Claims(ClaimQueue claimQueue) implements Answer {}

  record DisabledValidators(Hash at) implements RuntimeApiMessage<Disabled> {}

  record Disabled(List<ValidatorIndex> validators) implements Answer {
    public Disabled {
      validators = List.copyOf(validators);
    }
  }

  record MinimumBackingVotes(Hash at, long session) implements RuntimeApiMessage<MinimumVotes> {}

  record MinimumVotes(int votes) implements Answer {}

  record GetNodeFeatures(Hash at, long session) implements RuntimeApiMessage<Features> {}

  record Features(NodeFeatures features) implements Answer {}

  record SchedulingLookahead(Hash at, long session) implements RuntimeApiMessage<Lookahead> {}

  record Lookahead(int blocks) implements Answer {}

  record SessionExecutorParams(Hash at, long session) implements RuntimeApiMessage<Params> {}

  record Params(Optional<ExecutorParams> params) implements Answer {}

  record ValidationCodeBombLimit(Hash at, long session) implements RuntimeApiMessage<BombLimit> {}

  /** In bytes after decompression. */
  record BombLimit(long bytes) implements Answer {}

  record ValidationCodeByHash(Hash at, ValidationCodeHash codeHash)
      implements RuntimeApiMessage<Code> {}

  record GetValidationCode(Hash at, ParaId para, OccupiedCoreAssumption assumption)
      implements RuntimeApiMessage<Code> {}

  /** The code is in the blob store of the node that asked. */
  record Code(Optional<BlobRef> code) implements Answer {}

  record AncestorRelayParentInfo(Hash at, long session, Hash relayParent)
      implements RuntimeApiMessage<RelayParentInfo> {}

  record RelayParentInfo(Optional<NumberAndStateRoot> info) implements Answer {}

  record NumberAndStateRoot(long number, Hash stateRoot) {}

  record GetBackingConstraints(Hash at, ParaId para) implements RuntimeApiMessage<Constraints> {}

  record Constraints(Optional<BackingConstraints> constraints) implements Answer {}

  record CandidatesPendingAvailability(Hash at, ParaId para)
      implements RuntimeApiMessage<PendingCandidates> {}

  record PendingCandidates(List<CommittedCandidateReceipt> candidates) implements Answer {
    public PendingCandidates {
      candidates = List.copyOf(candidates);
    }
  }

  record AvailabilityCores(Hash at) implements RuntimeApiMessage<Cores> {}

  record Cores(List<CoreState> cores) implements Answer {
    public Cores {
      cores = List.copyOf(cores);
    }
  }

  record GetPersistedValidationData(Hash at, ParaId para, OccupiedCoreAssumption assumption)
      implements RuntimeApiMessage<ValidationData> {}

  record ValidationData(Optional<PersistedValidationData> data) implements Answer {}

  record CheckValidationOutputs(Hash at, ParaId para, CandidateCommitments commitments)
      implements RuntimeApiMessage<OutputsCheck> {}

  record OutputsCheck(boolean acceptable) implements Answer {}

  record GetSessionInfo(Hash at, long session) implements RuntimeApiMessage<Session> {}

  record Session(Optional<SessionInfo> info) implements Answer {}

  record Authorities(Hash at) implements RuntimeApiMessage<AuthoritySet> {}

  /** Authority discovery keys of past, present and future authorities. */
  record AuthoritySet(List<PublicKey> authorities) implements Answer {
    public AuthoritySet {
      authorities = List.copyOf(authorities);
    }
  }

  record GetCandidateEvents(Hash at) implements RuntimeApiMessage<Events> {}

  record Events(List<CandidateEvent> events) implements Answer {
    public Events {
      events = List.copyOf(events);
    }
  }

  record ParaIds(Hash at, long session) implements RuntimeApiMessage<Paras> {}

  record Paras(List<ParaId> paras) implements Answer {
    public Paras {
      paras = List.copyOf(paras);
    }
  }
}
