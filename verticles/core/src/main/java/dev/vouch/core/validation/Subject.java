package dev.vouch.core.validation;

import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.Optional;

/**
 * A candidate under validation, with what must not change while it is validated: the newest leaf
 * and the V3 flag of the moment when the request was taken (CV-9, CV-19).
 *
 * @param leaf the newest leaf; empty before the first
 * @param view session and scheduling parent by the rules that apply under {@code v3Seen}
 */
record Subject(
    PersistedValidationData validationData,
    BlobRef code,
    CandidateReceipt receipt,
    BlobRef pov,
    long schedulingSession,
    PvfExecKind kind,
    Optional<Hash> leaf,
    boolean v3Seen,
    CandidateDescriptor.ValidationView view) {

  static Subject of(ValidateFromExhaustive request, Optional<Hash> leaf, boolean v3Seen) {
    return new Subject(
        request.validationData(),
        request.validationCode(),
        request.candidateReceipt(),
        request.pov(),
        request.schedulingSessionIndex(),
        request.execKind(),
        leaf,
        v3Seen,
        request.candidateReceipt().descriptor().forValidation(v3Seen));
  }

  CandidateDescriptor descriptor() {
    return receipt.descriptor();
  }

  /** The session whose executor parameters apply (CV-10). */
  long executionSession() {
    return view.sessionIndex().orElse(schedulingSession);
  }

  /** The session whose code bomb limit applies (CV-10). */
  long bombLimitSession() {
    return view.schedulingSession().orElse(schedulingSession);
  }

  boolean codeMatches() {
    return new ValidationCodeHash(code.hash()).equals(descriptor().validationCodeHash());
  }
}
