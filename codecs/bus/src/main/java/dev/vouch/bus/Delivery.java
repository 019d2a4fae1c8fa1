package dev.vouch.bus;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import io.vertx.core.eventbus.Message;

/** Something that arrived at an {@link Inbox}, decoded, with the way back to who sent it. */
public final class Delivery {
  private final Message<?> raw;
  private final Envelope envelope;

  Delivery(Message<?> raw, Envelope envelope) {
    this.raw = raw;
    this.envelope = envelope;
  }

  public Record body() {
    return envelope.body();
  }

  public long watermark() {
    return envelope.watermark();
  }

  /** The sending node by its own account; empty for senders that use no envelope. */
  public String sender() {
    return envelope.sender();
  }

  /** How much longer the sender waits; 0 when it does not say. */
  public long remainingMillis() {
    return envelope.remainingMillis();
  }

  /** Answers; without effect for a sender that does not wait. */
  public void reply(Outcome<? extends Answer> outcome) {
    if (raw.replyAddress() == null) {
      return;
    }
    switch (outcome) {
      case Outcome.Answered<? extends Answer>(Answer answer) -> raw.reply(answer);
      case Outcome.Failed<? extends Answer>(Failure failure) -> fail(failure);
    }
  }

  /** Refuses; without effect for a sender that does not wait. */
  public void fail(Failure failure) {
    if (raw.replyAddress() != null) {
      raw.fail(failure.kind().code(), Failures.shortened(failure.reason()));
    }
  }
}
