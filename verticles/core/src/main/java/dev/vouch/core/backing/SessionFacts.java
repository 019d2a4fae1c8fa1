package dev.vouch.core.backing;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.PublicKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** What does not change within a session, asked once per session (backing spec 2.4). */
final class SessionFacts {
  /** The dispute window: older sessions are of no use to anybody. */
  static final int CACHED_SESSIONS = 6;

  private final Asker asker;
  private final Lru<Long, List<PublicKey>> validators = new Lru<>(CACHED_SESSIONS);
  private final Lru<Long, NodeFeatures> features = new Lru<>(CACHED_SESSIONS);
  private final Lru<Long, OptionalInt> minimumVotes = new Lru<>(CACHED_SESSIONS);

  SessionFacts(Asker asker) {
    this.asker = asker;
  }

  Pending<Outcome<List<PublicKey>>> validators(Hash at, long session) {
    return cached(
        validators,
        session,
        () ->
            ask(new RuntimeApiMessage.Validators(at), RuntimeApiMessage.ValidatorSet::validators));
  }

  /** No features where the runtime is too old to have any. */
  Pending<Outcome<NodeFeatures>> features(Hash at, long session) {
    return cached(
        features,
        session,
        () ->
            Outcomes.orIfNotSupported(
                ask(
                    new RuntimeApiMessage.GetNodeFeatures(at, session),
                    RuntimeApiMessage.Features::features),
                failure -> Outcomes.of(NodeFeatures.none())));
  }

  /** Empty where the runtime is too old to tell. */
  Pending<Outcome<OptionalInt>> minimumBackingVotes(Hash at, long session) {
    return cached(
        minimumVotes,
        session,
        () ->
            Outcomes.orIfNotSupported(
                ask(
                    new RuntimeApiMessage.MinimumBackingVotes(at, session),
                    answer -> OptionalInt.of(answer.votes())),
                failure -> Outcomes.of(OptionalInt.empty())));
  }

  private <A extends Answer, T> Pending<Outcome<T>> ask(Request<A> request, Function<A, T> value) {
    return Outcomes.map(asker.ask(request), value);
  }

  private static <T> Pending<Outcome<T>> cached(
      Lru<Long, T> cache, long session, Supplier<Pending<Outcome<T>>> source) {
    return cache
        .get(session)
        .map(Outcomes::of)
        .orElseGet(
            () ->
                Outcomes.map(
                    source.get(),
                    value -> {
                      cache.put(session, value);
                      return value;
                    }));
  }
}
