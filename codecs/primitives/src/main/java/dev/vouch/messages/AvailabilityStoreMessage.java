package dev.vouch.messages;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.PersistedValidationData;
import java.util.Optional;

/** Input of the availability store (neighbours spec 3.1.1). */
public sealed interface AvailabilityStoreMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.AVAILABILITY_STORE;
  }

  /** Erasure-codes the data, compares the root and keeps the data. */
  record StoreAvailableData(
      CandidateHash candidateHash,
      int nValidators,
      BlobRef pov,
      PersistedValidationData validationData,
      Hash expectedErasureRoot,
      CoreIndex coreIndex,
      NodeFeatures nodeFeatures)
      implements AvailabilityStoreMessage, Request<Stored> {
    @Override
    public long timeoutMillis() {
      return 30_000;
    }
  }

  /** Internal failures are a {@link Failure}, never {@code INVALID_ERASURE_ROOT}. */
  record Stored(StoreOutcome outcome) implements Answer {}

  enum StoreOutcome {
    OK,
    INVALID_ERASURE_ROOT
  }

  record QueryAvailableData(CandidateHash candidateHash)
      implements AvailabilityStoreMessage, Request<AvailableDataRef> {}

  record AvailableDataRef(Optional<StoredData> data) implements Answer {}

  record StoredData(BlobRef pov, PersistedValidationData validationData) {}
}
