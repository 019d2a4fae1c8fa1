package dev.vouch.erasure;

import java.io.Serial;

/**
 * Refused input of the erasure code: a checked value, because payloads and chunks come from peers.
 */
public final class ErasureException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ErasureError error;

  ErasureException(ErasureError error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  /** What is wrong. */
  public ErasureError error() {
    return error;
  }
}
