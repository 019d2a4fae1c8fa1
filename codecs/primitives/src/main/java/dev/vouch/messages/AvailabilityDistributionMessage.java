package dev.vouch.messages;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ValidatorIndex;

/** Input of availability distribution (backing spec 2.19). */
public sealed interface AvailabilityDistributionMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.AVAILABILITY_DISTRIBUTION;
  }

  /**
   * Fetches a PoV from a backer into the local blob store. Answered only if the PoV has the hash;
   * every failure is a {@link Failure}.
   */
  record FetchPoV(
      Hash schedulingParent,
      ValidatorIndex fromValidator,
      ParaId para,
      CandidateHash candidateHash,
      Hash povHash)
      implements AvailabilityDistributionMessage, Request<BlobRef> {
    /** One network request of 2 s (wire spec 3.6), and room for the connection. */
    @Override
    public long timeoutMillis() {
      return 4_000;
    }
  }
}
