package dev.vouch.core.kernel;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;

/** What a subsystem wants done. The host performs effects in the order in which they are given. */
public interface Effects {
  /** Sends a message to its subsystem, stamped with the signals consumed so far. */
  void send(Message message);

  /** Sends a request; exactly one {@link Event.Answered} with the correlation id follows. */
  <A extends Answer> void request(long correlation, Request<A> request);

  /** Answers a received request. Each token is answered once. */
  void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome);

  /** One {@link Event.TimerFired} with this id follows after the delay, unless cancelled. */
  void startTimer(long timer, long delayMillis);

  void cancelTimer(long timer);

  /** Adds to a counter. */
  void count(Metric metric, long amount);

  /** Records a duration. */
  void time(Metric metric, long millis);

  /** Tells people what was decided about a candidate and why. */
  void explain(Explanation explanation);
}
