package dev.vouch.node.blobs;

import java.io.IOException;

/** What arrives is not the blob that was asked for: too long, too short or of another hash. */
public final class BlobRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  BlobRefusedException(String reason) {
    super(reason);
  }
}
