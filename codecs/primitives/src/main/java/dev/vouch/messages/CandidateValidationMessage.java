package dev.vouch.messages;

import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationCodeHash;

/** Input of candidate validation (validation spec 1.3). */
public sealed interface CandidateValidationMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.CANDIDATE_VALIDATION;
  }

  /**
   * Is this candidate valid?
   *
   * @param schedulingSessionIndex the session of the scheduling parent; used for V1 descriptors
   */
  record ValidateFromExhaustive(
      PersistedValidationData validationData,
      BlobRef validationCode,
      CandidateReceipt candidateReceipt,
      BlobRef pov,
      long schedulingSessionIndex,
      PvfExecKind execKind)
      implements CandidateValidationMessage, Request<Verdict> {
    /**
     * Longer than a cold preparation and two approval executions together, so that an answer is
     * lost only when the validation subsystem is.
     */
    @Override
    public long timeoutMillis() {
      return 420_000;
    }
  }

  /** As {@link ValidateFromExhaustive}, with PVD and code drawn from the relay parent's state. */
  record ValidateFromChainState(
      CandidateReceipt candidateReceipt, BlobRef pov, PvfExecKind execKind)
      implements CandidateValidationMessage, Request<Verdict> {
    @Override
    public long timeoutMillis() {
      return 420_000;
    }
  }

  /** Three outcomes, never two. */
  sealed interface Verdict extends Answer {
    record Valid(CandidateCommitments commitments, PersistedValidationData validationData)
        implements Verdict {}

    record Invalid(InvalidCandidate reason) implements Verdict {}

    /** Something local prevented a decision: abstain. */
    record CouldNotDecide(String reason) implements Verdict {}
  }

  /** PVF pre-checking (validation spec 1.11). */
  record PreCheck(Hash relayParent, ValidationCodeHash codeHash)
      implements CandidateValidationMessage, Request<PreCheckAnswer> {
    @Override
    public long timeoutMillis() {
      return 120_000;
    }
  }

  record PreCheckAnswer(PreCheckOutcome outcome) implements Answer {}

  /** Vote for, vote against, could not tell. */
  enum PreCheckOutcome {
    VALID,
    INVALID,
    FAILED
  }
}
