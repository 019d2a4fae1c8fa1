package dev.vouch.core.kernel;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;

/** Effects that lead nowhere. */
class NoEffects implements Effects {
  @Override
  public void send(Message message) {}

  @Override
  public <A extends Answer> void request(long correlation, Request<A> request) {}

  @Override
  public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {}

  @Override
  public void startTimer(long timer, long delayMillis) {}

  @Override
  public void cancelTimer(long timer) {}

  @Override
  public void count(Metric metric, long amount) {}

  @Override
  public void time(Metric metric, long millis) {}

  @Override
  public void explain(Explanation explanation) {}
}
