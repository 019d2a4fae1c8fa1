package dev.vouch.core.backing;

import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.PersistedValidationData;

/** What came of a validation (backing spec 2.10). */
sealed interface JobResult {
  /** Valid, and its data is in the availability store. */
  record Good(CandidateCommitments commitments, PersistedValidationData pvd) implements JobResult {}

  /** The candidate is at fault. */
  record Bad(String reason) implements JobResult {}

  /** The backer did not deliver the PoV. */
  record NoPoV(String reason) implements JobResult {}

  /** Something local failed; says nothing about the candidate. */
  record Failed(String reason) implements JobResult {}
}
