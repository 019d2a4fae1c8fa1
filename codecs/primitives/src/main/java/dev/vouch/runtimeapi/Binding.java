package dev.vouch.runtimeapi;

import dev.vouch.messages.Answer;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.scale.ScaleException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How one request of the subsystem and one function of the runtime are each other.
 *
 * @param <Q> the request
 * @param <A> its answer
 * @param <P> the function's arguments
 * @param <R> the function's result
 */
final class Binding<Q extends RuntimeApiMessage<A>, A extends Answer, P, R> {
  /** Block and session that a request has and a call's arguments have not. */
  record Where(Hash at, long session) {}

  private final Class<Q> type;
  private final RuntimeFunction<P, R> function;
  private final Function<Q, P> toArguments;
  private final BiFunction<Where, P, Q> toRequest;
  private final BiFunction<R, Blobs, A> toAnswer;
  private final BiFunction<A, Blobs, R> toResult;

  Binding(
      Class<Q> type,
      RuntimeFunction<P, R> function,
      Function<Q, P> toArguments,
      BiFunction<Where, P, Q> toRequest,
      BiFunction<R, Blobs, A> toAnswer,
      BiFunction<A, Blobs, R> toResult) {
    this.type = type;
    this.function = function;
    this.toArguments = toArguments;
    this.toRequest = toRequest;
    this.toAnswer = toAnswer;
    this.toResult = toResult;
  }

  Class<Q> type() {
    return type;
  }

  RuntimeFunction<P, R> function() {
    return function;
  }

  StateCall call(RuntimeApiMessage<?> request) {
    return function.call(toArguments.apply(type.cast(request)));
  }

  RuntimeApiMessage<A> request(Where where, Bytes arguments) throws ScaleException {
    return toRequest.apply(where, function.arguments(arguments));
  }

  A answer(Bytes result, Blobs blobs) throws ScaleException {
    return toAnswer.apply(function.result(result), blobs);
  }

  @SuppressWarnings(
      "unchecked") // The answer is of the type that the request of this binding names.
  Bytes result(Answer answer, Blobs blobs) {
    return function.encodeResult(toResult.apply((A) answer, blobs));
  }
}
