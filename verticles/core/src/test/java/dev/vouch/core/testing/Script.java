package dev.vouch.core.testing;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Standing answers by type of request; the last rule for a type counts. */
public final class Script {
  private final Map<Class<?>, Function<Object, Outcome<? extends Answer>>> rules =
      new LinkedHashMap<>();

  Script() {}

  /** Answers every request of the type with a value of the request. */
  public <A extends Answer, R extends Request<A>> Script on(
      Class<R> type, Function<R, ? extends A> answer) {
    return outcome(type, request -> Outcome.answered(answer.apply(request)));
  }

  /** Answers or fails every request of the type. */
  public <A extends Answer, R extends Request<A>> Script outcome(
      Class<R> type, Function<R, Outcome<? extends A>> outcome) {
    rules.put(type, request -> outcome.apply(type.cast(request)));
    return this;
  }

  /** Leaves requests of the type to the test again. */
  public Script manual(Class<? extends Request<?>> type) {
    rules.remove(type);
    return this;
  }

  Optional<Outcome<? extends Answer>> outcomeOf(Request<?> request) {
    Function<Object, Outcome<? extends Answer>> rule = rules.get(request.getClass());
    return rule == null ? Optional.empty() : Optional.of(rule.apply(request));
  }
}
