package dev.vouch.runtimeapi;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.Bytes;
import java.util.Optional;

/**
 * Where code lies that a call carries and a message only names: the node's blob store, or a map in
 * memory. Code may be megabytes long.
 */
public interface Blobs {
  /** Keeps the bytes and names them by their hash. */
  BlobRef put(Bytes blob);

  /** The bytes that were named, if they are still there. */
  Optional<Bytes> get(BlobRef ref);
}
