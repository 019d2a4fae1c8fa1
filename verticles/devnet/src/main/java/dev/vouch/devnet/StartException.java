package dev.vouch.devnet;

/** The network does not start; the message says what could not be done. */
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }
}
