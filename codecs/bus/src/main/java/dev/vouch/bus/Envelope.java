package dev.vouch.bus;

import dev.vouch.messages.Failure;

/**
 * A message with what the bus itself must know about it. A body without an envelope is welcome too
 * and counts as sent by a stranger who has seen no signal.
 *
 * @param body a message, a signal or another registered record
 * @param watermark how many signals the sender had consumed (backing spec OV-6)
 * @param sender the sending node's name, for people; proves nothing
 * @param remainingMillis how much longer the sender waits; 0 for messages that are not answered
 */
public record Envelope(Record body, long watermark, String sender, long remainingMillis) {
  static final int MAX_SENDER_CHARS = 64;

  /** A day: more is an error of the sender, and would overflow sums. */
  static final long MAX_REMAINING_MILLIS = 86_400_000;

  public Envelope {
    if (watermark < 0
        || remainingMillis < 0
        || remainingMillis > MAX_REMAINING_MILLIS
        || sender.length() > MAX_SENDER_CHARS
        || body instanceof Envelope) {
      throw new FailureException(Failure.Kind.BAD_REQUEST, "an envelope out of its bounds");
    }
  }
}
