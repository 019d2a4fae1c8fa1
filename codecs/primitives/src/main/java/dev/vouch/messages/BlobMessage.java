package dev.vouch.messages;

import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;

/** The blob side channel: what is big moves once, by hash, outside the bus. */
public sealed interface BlobMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.BLOBS;
  }

  /** Is the blob here? Fails with {@link Failure.Kind#UNAVAILABLE} when it is not. */
  record FindBlob(Hash hash) implements BlobMessage, Request<BlobRef> {}

  /**
   * Fetches a blob from a peer that proved this authority key, unless it is here already. Longer
   * blobs and blobs of another hash are refused while they stream in.
   */
  record FetchBlob(Hash hash, long maxLength, PublicKey authority)
      implements BlobMessage, Request<BlobRef> {
    @Override
    public long timeoutMillis() {
      return 3_000;
    }
  }
}
