package dev.vouch.node.signer;

import java.io.IOException;

/** The signing record cannot be used; signing without it could equivocate. Says what to do. */
public final class JournalException extends IOException {
  private static final long serialVersionUID = 1L;

  JournalException(String reason) {
    super(reason);
  }
}
