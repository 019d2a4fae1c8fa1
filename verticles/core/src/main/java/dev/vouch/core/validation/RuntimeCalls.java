package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.Optional;
import java.util.function.Function;

/**
 * The runtime API as candidate validation asks it (validation 1.4); an empty answer is a failure.
 */
final class RuntimeCalls {
  private final Context context;
  private final SessionCache<ExecutorParams> executorParams = new SessionCache<>();
  private final SessionCache<Long> bombLimits = new SessionCache<>();

  RuntimeCalls(Context context) {
    this.context = context;
  }

  /** The answer, or empty for any failure. */
  <A extends Answer> Pending<Optional<A>> ask(Request<A> request) {
    return context.ask(request).map(RuntimeCalls::present);
  }

  private static <A extends Answer> Optional<A> present(Outcome<A> outcome) {
    return switch (outcome) {
      case Outcome.Answered<A>(A answer) -> Optional.of(answer);
      case Outcome.Failed<A> failed -> Optional.empty();
    };
  }

  /** The answer, a default where the runtime is too old for the question, or empty. */
  <A extends Answer, T> Pending<Optional<T>> askOr(
      Request<A> request, Function<A, T> value, T whenNotSupported) {
    return context
        .ask(request)
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<A>(A answer) -> Optional.of(value.apply(answer));
                  case Outcome.Failed<A>(Failure failure) ->
                      failure.kind() == Failure.Kind.NOT_SUPPORTED
                          ? Optional.of(whenNotSupported)
                          : Optional.empty();
                });
  }

  /** Session for the children of a block. */
  Pending<Optional<Long>> sessionForChild(Hash block) {
    return ask(new RuntimeApiMessage.SessionIndexForChild(block))
        .map(found -> found.map(RuntimeApiMessage.SessionIndex::session));
  }

  /** Executor parameters for a validation: "not supported" is a failure here (CV-10). */
  Pending<Optional<ExecutorParams>> executorParams(Hash leaf, long session) {
    return executorParams.get(
        session,
        () ->
            ask(new RuntimeApiMessage.SessionExecutorParams(leaf, session))
                .map(found -> found.flatMap(RuntimeApiMessage.Params::params)));
  }

  /** The bomb limit for a validation; the default where the runtime is too old to tell. */
  Pending<Optional<Long>> bombLimit(Hash leaf, long session) {
    return bombLimits.get(session, () -> bombLimitUncached(leaf, session));
  }

  /** The bomb limit asked anew, as pre-checking and next-session preparation do. */
  Pending<Optional<Long>> bombLimitUncached(Hash block, long session) {
    return askOr(
        new RuntimeApiMessage.ValidationCodeBombLimit(block, session),
        RuntimeApiMessage.BombLimit::bytes,
        (long) Limits.DEFAULT_CODE_BOMB_LIMIT_BYTES);
  }

  /** Session, then its executor parameters; default parameters where the runtime is too old. */
  Pending<Optional<ExecutorParams>> executorParamsAt(Hash block) {
    return flat(
        sessionForChild(block),
        session ->
            askOr(
                    new RuntimeApiMessage.SessionExecutorParams(block, session),
                    RuntimeApiMessage.Params::params,
                    Optional.of(ExecutorParams.defaults()))
                .map(found -> found.flatMap(params -> params)));
  }

  Pending<Optional<BlobRef>> codeByHash(Hash block, ValidationCodeHash codeHash) {
    return ask(new RuntimeApiMessage.ValidationCodeByHash(block, codeHash))
        .map(found -> found.flatMap(RuntimeApiMessage.Code::code));
  }

  /** Goes on with a present value. */
  static <T, R> Pending<Optional<R>> flat(
      Pending<Optional<T>> value, Function<T, Pending<Optional<R>>> next) {
    return value.flatMap(found -> found.map(next).orElseGet(() -> Pending.of(Optional.<R>empty())));
  }
}
