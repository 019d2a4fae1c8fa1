package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;

/** A candidate as the fragment chains know it (neighbours spec 1.7). Shared between chains. */
record CandidateEntry(
    CandidateHash candidateHash,
    Hash parentHeadHash,
    Hash outputHeadHash,
    Hash schedulingParent,
    RelayParentInfo relayParent,
    Fragment.Candidate candidate,
    boolean backed) {

  /** Fails when the receipt does not commit to the PVD, or when the head would not change. */
  static Checked<CandidateEntry> of(
      CandidateHash hash,
      CommittedCandidateReceipt receipt,
      PersistedValidationData pvd,
      boolean backed) {
    if (!receipt.descriptor().persistedValidationDataHash().equals(pvd.hash())) {
      return Checked.refused(ConstraintError.of("PersistedValidationDataMismatch"));
    }
    Hash parent = pvd.parentHead().hash();
    Hash output = receipt.commitments().headData().hash();
    if (parent.equals(output)) {
      return Checked.refused(ConstraintError.of("ZeroLengthCycle"));
    }
    return Checked.ok(
        new CandidateEntry(
            hash,
            parent,
            output,
            receipt.descriptor().schedulingParent(),
            new RelayParentInfo(
                receipt.descriptor().relayParent(),
                pvd.relayParentNumber(),
                pvd.relayParentStorageRoot()),
            new Fragment.Candidate(
                receipt.commitments(), pvd, receipt.descriptor().validationCodeHash()),
            backed));
  }

  CandidateEntry asBacked() {
    return backed
        ? this
        : new CandidateEntry(
            candidateHash,
            parentHeadHash,
            outputHeadHash,
            schedulingParent,
            relayParent,
            candidate,
            true);
  }

  HeadData parentHead() {
    return candidate.validationData().parentHead();
  }

  HeadData outputHead() {
    return candidate.commitments().headData();
  }
}
