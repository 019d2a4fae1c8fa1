package dev.vouch.messages;

import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;

/** CPU-heavy erasure coding, done off the event loop. */
public sealed interface ErasureCoderMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.ERASURE_CODER;
  }

  /** The erasure root of AvailableData{PoV, PVD} for a number of validators (wire spec 6). */
  record ComputeErasureRoot(BlobRef pov, PersistedValidationData validationData, int nValidators)
      implements ErasureCoderMessage, Request<ErasureRoot> {
    @Override
    public long timeoutMillis() {
      return 25_000;
    }
  }

  record ErasureRoot(Hash root) implements Answer {}
}
