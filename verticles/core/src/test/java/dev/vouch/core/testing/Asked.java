package dev.vouch.core.testing;

import dev.vouch.core.kernel.Event;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;

/** A request of the core that waits for the test's answer. */
public final class Asked<R extends Request<?>> {
  private final CoreHarness harness;
  private final long correlation;
  private final R request;

  Asked(CoreHarness harness, long correlation, R request) {
    this.harness = harness;
    this.correlation = correlation;
    this.request = request;
  }

  public R request() {
    return request;
  }

  /** Answers; what the core does next is then in the harness. */
  public void answer(Answer answer) {
    harness.deliver(new Event.Answered(correlation, Outcome.answered(answer)));
  }

  /** Fails the request. */
  public void fail(Failure.Kind kind) {
    harness.deliver(new Event.Answered(correlation, Outcome.failed(kind, "as the test wants it")));
  }

  /** The responder dropped the request without an answer. */
  public void drop() {
    fail(Failure.Kind.CANCELLED);
  }
}
