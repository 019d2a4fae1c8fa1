package dev.vouch.core.availability;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.messages.AvailabilityDistributionMessage;
import dev.vouch.messages.AvailabilityDistributionMessage.FetchPoV;
import dev.vouch.messages.BlobMessage;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidatorIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches PoVs from backers by the blob side channel (neighbours AD-1): the validator's authority
 * discovery key in the scheduling parent's session names the peer. One attempt; backing has its own
 * list of others to ask. At most {@link #MAX_FETCHES} run at a time.
 */
public final class AvailabilityDistribution extends SerialSubsystem {
  /** More than a validator ever attests at a time; each may be a PoV of 10 MiB. */
  public static final int MAX_FETCHES = 32;

  /** The dispute window. */
  private static final int MAX_SESSIONS = 6;

  private final Map<Long, SessionInfo> sessions = new LinkedHashMap<>();
  private int running;

  @Override
  public SubsystemName name() {
    return SubsystemName.AVAILABILITY_DISTRIBUTION;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    return Pending.done();
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof AvailabilityDistributionMessage request)) {
      fail(replyTo, Failure.Kind.BAD_REQUEST, "not a message of availability distribution");
      return Pending.done();
    }
    switch (request) {
      case FetchPoV fetch -> start(fetch, replyTo);
    }
    return Pending.done();
  }

  private void start(FetchPoV fetch, Optional<ReplyTo> replyTo) {
    if (running >= MAX_FETCHES) {
      effects().count(Metric.MESSAGES_OVERFLOWED, 1);
      fail(replyTo, Failure.Kind.OVERLOADED, "too many PoVs are being fetched");
      return;
    }
    running++;
    Outcomes.then(
            Outcomes.then(session(fetch.schedulingParent()), info -> key(info, fetch)),
            key -> fetched(fetch, key))
        .whenComplete(
            outcome -> {
              running--;
              finished(fetch, replyTo, outcome);
            });
  }

  private Pending<Outcome<SessionInfo>> session(Hash block) {
    return Outcomes.then(
        ask(new RuntimeApiMessage.SessionIndexForChild(block)),
        session -> {
          SessionInfo known = sessions.get(session.session());
          return known != null ? Outcomes.of(known) : lookUp(block, session.session());
        });
  }

  private Pending<Outcome<SessionInfo>> lookUp(Hash block, long session) {
    return Outcomes.then(
        ask(new RuntimeApiMessage.GetSessionInfo(block, session)),
        answer ->
            answer
                .info()
                .map(
                    info -> {
                      keep(session, info);
                      return Outcomes.of(info);
                    })
                .orElseGet(
                    () -> unavailable("the runtime has no information of session " + session)));
  }

  private void keep(long session, SessionInfo info) {
    sessions.put(session, info);
    if (sessions.size() > MAX_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
  }

  private static Pending<Outcome<PublicKey>> key(SessionInfo info, FetchPoV fetch) {
    ValidatorIndex validator = fetch.fromValidator();
    List<PublicKey> keys = info.discoveryKeys();
    return validator.unsigned() < keys.size()
        ? Outcomes.of(keys.get(validator.value()))
        : unavailable("the session has no validator " + validator);
  }

  private static <T> Pending<Outcome<T>> unavailable(String reason) {
    return Outcomes.failed(new Failure(Failure.Kind.UNAVAILABLE, reason));
  }

  /** The store checks hash and length while streaming; an answer of another blob is our bug. */
  private Pending<Outcome<BlobRef>> fetched(FetchPoV fetch, PublicKey key) {
    return Outcomes.then(
        ask(new BlobMessage.FetchBlob(fetch.povHash(), Limits.MAX_POV_SIZE_BYTES, key)),
        blob ->
            blob.hash().equals(fetch.povHash()) && blob.length() <= Limits.MAX_POV_SIZE_BYTES
                ? Outcomes.of(blob)
                : unavailable("the peer sent another PoV"));
  }

  private void finished(FetchPoV fetch, Optional<ReplyTo> replyTo, Outcome<BlobRef> outcome) {
    switch (outcome) {
      case Outcome.Answered<BlobRef>(BlobRef blob) -> reply(replyTo, blob);
      case Outcome.Failed<BlobRef>(Failure failure) -> {
        effects()
            .explain(
                new Explanation(
                    name(),
                    Optional.of(fetch.schedulingParent()),
                    Optional.of(fetch.para()),
                    Optional.of(fetch.candidateHash()),
                    Explanation.Step.DROPPED,
                    "pov_from=" + fetch.fromValidator() + " reason=" + failure.reason()));
        fail(replyTo, failure.kind(), failure.reason());
      }
    }
  }
}
