package dev.vouch.core.validation;

import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;

/** What the parts of candidate validation may do to the outside. */
interface Context {
  <A extends Answer> Pending<Outcome<A>> ask(Request<A> request);

  void send(Message message);

  /** Completes after the delay. */
  Pending<Done> sleep(long millis);

  long nowMillis();

  void count(Metric metric);
}
