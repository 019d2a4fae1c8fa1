package dev.vouch.pvf.host;

import dev.vouch.messages.BlobRef;
import java.io.IOException;

/**
 * Where code and PoVs come from: the node's blob store, or files. Called from virtual threads; may
 * block.
 */
@FunctionalInterface
public interface Blobs {
  /**
   * The blob's bytes, exactly as long as its reference says. The array is handed over: nobody
   * writes to it again.
   *
   * @throws IOException if the blob is not here
   */
  byte[] read(BlobRef blob) throws IOException;
}
