package dev.vouch.messages;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Input of prospective parachains (neighbours spec 1.2). */
public sealed interface ProspectiveParachainsMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.PROSPECTIVE_PARACHAINS;
  }

  record IntroduceSecondedCandidate(
      ParaId candidatePara, CommittedCandidateReceipt receipt, PersistedValidationData pvd)
      implements ProspectiveParachainsMessage, Request<Introduced> {}

  /** Whether at least one tracked chain took the candidate or had it. */
  record Introduced(boolean accepted) implements Answer {}

  record CandidateBacked(ParaId para, CandidateHash candidateHash)
      implements ProspectiveParachainsMessage {}

  record GetBackableCandidates(Hash leaf, ParaId para, int count, Set<CandidateHash> ancestors)
      implements ProspectiveParachainsMessage, Request<BackableRefs> {
    public GetBackableCandidates {
      ancestors = Set.copyOf(ancestors);
    }
  }

  record BackableRefs(List<BackableCandidateRef> candidates) implements Answer {
    public BackableRefs {
      candidates = List.copyOf(candidates);
    }
  }

  record GetHypotheticalMembership(
      List<HypotheticalCandidate> candidates, Optional<Hash> fragmentChainRelayParent)
      implements ProspectiveParachainsMessage, Request<HypotheticalMemberships> {
    public GetHypotheticalMembership {
      candidates = List.copyOf(candidates);
    }
  }

  /** One entry per requested candidate, in request order. */
  record HypotheticalMemberships(List<Membership> memberships) implements Answer {
    public HypotheticalMemberships {
      memberships = List.copyOf(memberships);
    }
  }

  record Membership(HypotheticalCandidate candidate, List<Hash> leaves) {
    public Membership {
      leaves = List.copyOf(leaves);
    }
  }

  record GetProspectiveValidationData(
      ParaId para, Hash candidateRelayParent, long relayParentSession, ParentHead parentHead)
      implements ProspectiveParachainsMessage, Request<RuntimeApiMessage.ValidationData> {}

  /** A parent head, with or without its data. */
  record ParentHead(Hash hash, Optional<HeadData> data) {}
}
