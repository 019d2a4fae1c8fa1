package dev.vouch.ecc;

/** Input of an elliptic-curve operation that does not decode; never leaves the package. */
final class UndecodableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecodableException(String message) {
    super(message, null, false, false);
  }
}
