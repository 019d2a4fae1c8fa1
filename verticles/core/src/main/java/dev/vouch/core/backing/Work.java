package dev.vouch.core.backing;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidatorIndex;

/** A candidate to validate, and what for. */
sealed interface Work {
  CandidateHash hash();

  CandidateReceipt receipt();

  PersistedValidationData pvd();

  default CandidateDescriptor descriptor() {
    return receipt().descriptor();
  }

  /** A collation that we were asked to second. */
  record Second(
      CandidateHash hash, CandidateReceipt receipt, PersistedValidationData pvd, BlobRef pov)
      implements Work {}

  /** Somebody else's candidate; the PoV is fetched from a backer. */
  record Attest(
      CandidateHash hash,
      CandidateReceipt receipt,
      PersistedValidationData pvd,
      ValidatorIndex source)
      implements Work {}
}
