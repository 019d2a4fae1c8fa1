package dev.vouch.core.kernel;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;

/** Sends requests for a part of a subsystem that is no subsystem itself. */
@FunctionalInterface
public interface Asker {
  /** The value completes with the answer or the reason why there is none. */
  <A extends Answer> Pending<Outcome<A>> ask(Request<A> request);
}
