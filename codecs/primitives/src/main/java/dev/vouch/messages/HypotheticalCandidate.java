package dev.vouch.messages;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;

/** A candidate that may or may not have a future (neighbours spec 1.2). */
public sealed interface HypotheticalCandidate {
  CandidateHash candidateHash();

  ParaId para();

  Hash parentHeadDataHash();

  Hash schedulingParent();

  /** Everything is known. */
  record Complete(
      CandidateHash candidateHash,
      CommittedCandidateReceipt receipt,
      PersistedValidationData validationData)
      implements HypotheticalCandidate {
    @Override
    public ParaId para() {
      return receipt.descriptor().paraId();
    }

    @Override
    public Hash parentHeadDataHash() {
      return validationData.parentHead().hash();
    }

    @Override
    public Hash schedulingParent() {
      return receipt.descriptor().schedulingParent();
    }
  }

  /** Only what an advertisement or a manifest tells. */
  record Incomplete(
      CandidateHash candidateHash, ParaId para, Hash parentHeadDataHash, Hash schedulingParent)
      implements HypotheticalCandidate {}
}
