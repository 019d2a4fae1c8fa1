package dev.vouch.core.testing;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import java.util.Optional;

/** What became of a request that a test sent to a core. */
public final class Reply<A extends Answer> {
  private Optional<Outcome<? extends Answer>> outcome = Optional.empty();

  Reply() {}

  void complete(Outcome<? extends Answer> result) {
    if (outcome.isPresent()) {
      throw new AssertionError("answered twice: " + outcome.get() + " and " + result);
    }
    outcome = Optional.of(result);
  }

  public boolean isPending() {
    return outcome.isEmpty();
  }

  /** The answer; fails if there is none (yet). */
  @SuppressWarnings("unchecked") // A core answers a Request<A> with an A; anything else fails here.
  public A answer() {
    return switch (outcome.orElseThrow(() -> new AssertionError("not answered yet"))) {
      case Outcome.Answered<?>(Object answer) -> (A) answer;
      case Outcome.Failed<?>(Failure failure) -> throw new AssertionError("failed: " + failure);
    };
  }

  /** The failure; fails if there is none (yet). */
  public Failure failure() {
    return switch (outcome.orElseThrow(() -> new AssertionError("not answered yet"))) {
      case Outcome.Answered<?>(Object answer) -> throw new AssertionError("answered: " + answer);
      case Outcome.Failed<?>(Failure failure) -> failure;
    };
  }
}
