package dev.vouch.core.kernel;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import java.util.Optional;

/** What can happen to a subsystem. */
public sealed interface Event {
  /** The next signal of the overseer; signals arrive in order and none is lost. */
  record Signalled(OverseerSignal signal) implements Event {}

  /**
   * A message.
   *
   * @param watermark how many signals the sender had consumed when it sent the message; the message
   *     is held back until this subsystem has consumed as many (backing spec OV-6). Zero for
   *     senders outside the overseer's signals
   * @param replyTo present exactly for a {@link dev.vouch.messages.Request}
   */
  record Received(Message message, long watermark, Optional<ReplyTo> replyTo) implements Event {}

  /** The answer to the request with this correlation id; each id is answered exactly once. */
  record Answered(long correlation, Outcome<? extends Answer> outcome) implements Event {}

  /** A timer ran out; never after it was cancelled. */
  record TimerFired(long timer) implements Event {}
}
