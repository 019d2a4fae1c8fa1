package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import java.util.function.Function;

/** A value, or the verdict that ends the request before there is one. */
sealed interface Result<T> {
  record Ok<T>(T value) implements Result<T> {}

  record Stop<T>(Verdict verdict) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> undecided(String reason) {
    return new Stop<>(new Verdict.CouldNotDecide(reason));
  }

  /** Goes on with the value, or keeps the verdict. */
  static <T, R> Pending<Result<R>> then(
      Pending<Result<T>> result, Function<T, Pending<Result<R>>> next) {
    return result.flatMap(
        r ->
            switch (r) {
              case Ok<T>(T value) -> next.apply(value);
              case Stop<T>(Verdict verdict) -> Pending.of(new Stop<R>(verdict));
            });
  }
}
