package dev.vouch.messages;

/**
 * A message that is answered once: by an {@code A}, or by a {@link Failure} when the answer was
 * dropped, timed out or could not be given.
 */
public interface Request<A extends Answer> extends Message {
  /** How long the asker waits, in milliseconds, before the answer counts as dropped. */
  default long timeoutMillis() {
    return DEFAULT_TIMEOUT_MILLIS;
  }

  /** Local services answer in microseconds; five seconds means that something is wrong. */
  long DEFAULT_TIMEOUT_MILLIS = 5_000;
}
