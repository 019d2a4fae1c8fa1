package dev.vouch.app;

/** An input that nothing can be done with; the message names it and tells how to mend it. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
