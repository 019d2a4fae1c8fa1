package dev.vouch.messages;

/** An answer, or the reason why there is none. */
public sealed interface Outcome<A> {
  /** The request was answered. */
  record Answered<A>(A answer) implements Outcome<A> {}

  /** The request was not answered. */
  record Failed<A>(Failure failure) implements Outcome<A> {}

  static <A> Outcome<A> answered(A answer) {
    return new Answered<>(answer);
  }

  static <A> Outcome<A> failed(Failure.Kind kind, String reason) {
    return new Failed<>(new Failure(kind, reason));
  }
}
