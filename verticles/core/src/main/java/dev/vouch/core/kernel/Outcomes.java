package dev.vouch.core.kernel;

import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import java.util.function.Function;

/** Chains requests: the first failure is the result of the chain. */
public final class Outcomes {
  private Outcomes() {}

  public static <T> Pending<Outcome<T>> of(T value) {
    return Pending.of(Outcome.answered(value));
  }

  public static <T> Pending<Outcome<T>> failed(Failure failure) {
    return Pending.of(new Outcome.Failed<>(failure));
  }

  /** Goes on with the answer, if there is one. */
  public static <T, R> Pending<Outcome<R>> then(
      Pending<Outcome<T>> first, Function<? super T, Pending<Outcome<R>>> next) {
    return first.flatMap(
        outcome ->
            switch (outcome) {
              case Outcome.Answered<T>(T answer) -> next.apply(answer);
              case Outcome.Failed<T>(Failure failure) -> failed(failure);
            });
  }

  public static <T, R> Pending<Outcome<R>> map(
      Pending<Outcome<T>> first, Function<? super T, ? extends R> function) {
    return then(first, answer -> of(function.apply(answer)));
  }

  /** Takes the fallback where a runtime is too old for the call (backing spec 2.8, 6.2). */
  public static <T> Pending<Outcome<T>> orIfNotSupported(
      Pending<Outcome<T>> first, Function<Failure, Pending<Outcome<T>>> fallback) {
    return first.flatMap(
        outcome ->
            outcome instanceof Outcome.Failed<T>(Failure failure)
                    && failure.kind() == Failure.Kind.NOT_SUPPORTED
                ? fallback.apply(failure)
                : Pending.of(outcome));
  }
}
