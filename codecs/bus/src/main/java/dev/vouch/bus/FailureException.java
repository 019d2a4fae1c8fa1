package dev.vouch.bus;

import dev.vouch.messages.Failure;

/**
 * A {@link Failure} on its way through futures. Without a stack trace: it is an expected outcome.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.kind() + ": " + failure.reason(), null, false, false);
    this.failure = failure;
  }

  public FailureException(Failure.Kind kind, String reason) {
    this(new Failure(kind, reason));
  }

  public Failure failure() {
    return failure;
  }
}
