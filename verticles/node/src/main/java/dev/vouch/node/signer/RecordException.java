package dev.vouch.node.signer;

import java.io.IOException;

/** The signing record cannot be used; signing without it could equivocate. Says what to do. */
public final class RecordException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordException(String reason) {
    super(reason);
  }
}
