package dev.vouch.node;

import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Request;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Requests that a subsystem has not answered yet. At most {@link #MAX_OPEN}; for one thread. */
final class OpenRequests {
  /** Twice a full queue of the subsystem: those waiting and those worked on. */
  static final int MAX_OPEN = 4_096;

  private record Open(Delivery delivery, long expiresMillis) {}

  private final Map<Long, Open> open = new LinkedHashMap<>();
  private long lastToken;

  /** Keeps the way back until it is answered or nobody waits any more. */
  ReplyTo add(Delivery delivery, Request<?> request, long nowMillis) {
    if (open.size() >= MAX_OPEN) {
      throw new FailureException(
          Failure.Kind.OVERLOADED, MAX_OPEN + " requests wait for an answer already");
    }
    long wait =
        delivery.remainingMillis() > 0 ? delivery.remainingMillis() : request.timeoutMillis();
    open.put(++lastToken, new Open(delivery, nowMillis + wait));
    return new ReplyTo(lastToken);
  }

  /** The way back, once. */
  Optional<Delivery> take(ReplyTo token) {
    return Optional.ofNullable(open.remove(token.token())).map(Open::delivery);
  }

  /** Forgets requests whose senders have given up. */
  void expire(long nowMillis) {
    open.values().removeIf(request -> request.expiresMillis < nowMillis);
  }

  /** Tells all who still wait that there will be no answer. */
  void cancelAll(String reason) {
    Iterator<Open> all = open.values().iterator();
    while (all.hasNext()) {
      all.next().delivery.fail(new Failure(Failure.Kind.CANCELLED, reason));
      all.remove();
    }
  }
}
