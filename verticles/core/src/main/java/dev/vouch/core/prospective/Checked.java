package dev.vouch.core.prospective;

import java.util.function.Function;

/** A value, or the first rule that it breaks. */
public sealed interface Checked<T> {
  record Ok<T>(T value) implements Checked<T> {}

  record Refused<T>(ConstraintError error) implements Checked<T> {}

  static <T> Checked<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Checked<T> refused(ConstraintError error) {
    return new Refused<>(error);
  }

  default <R> Checked<R> flatMap(Function<T, Checked<R>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Refused<T>(ConstraintError error) -> new Refused<>(error);
    };
  }

  default boolean isOk() {
    return this instanceof Ok<T>;
  }
}
