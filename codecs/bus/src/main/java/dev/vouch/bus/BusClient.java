package dev.vouch.bus;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages to the subsystem that consumes them, each request with its own time limit. Order
 * is kept per receiver for calls from one context.
 */
public final class BusClient {
  /** The bus has no back-pressure: more unanswered requests than this mean that nobody answers. */
  public static final int MAX_OPEN_REQUESTS = 8_192;

  private final Vertx vertx;
  private final Routes routes;
  private final AtomicInteger open = new AtomicInteger();

  public BusClient(Vertx vertx, Routes routes) {
    this.vertx = vertx;
    this.routes = routes;
  }

  public Routes routes() {
    return routes;
  }

  /** Sends a message on behalf of something that has seen so many signals. */
  public void send(Message message, long watermark) {
    vertx
        .eventBus()
        .send(
            routes.to(message.to()),
            envelope((Record) message, watermark, 0),
            options(message.to()));
  }

  /** Sends the next signal; the receiver sees signals in the order of these calls. */
  public void signal(SubsystemName receiver, OverseerSignal signal) {
    vertx.eventBus().send(routes.to(receiver), envelope((Record) signal, 0, 0), options(receiver));
  }

  /** Asks; the future never fails. */
  public <A extends Answer> Future<Outcome<A>> ask(Request<A> request, long watermark) {
    if (open.get() >= MAX_OPEN_REQUESTS) {
      return Future.succeededFuture(
          Outcome.failed(Failure.Kind.OVERLOADED, "too many requests wait for an answer"));
    }
    open.incrementAndGet();
    long timeout = request.timeoutMillis();
    return vertx
        .eventBus()
        .request(
            routes.to(request.to()),
            envelope((Record) request, watermark, timeout),
            options(request.to()).setSendTimeout(timeout))
        .map(reply -> BusClient.<A>checked(request, reply.body()))
        .otherwise(cause -> new Outcome.Failed<>(Failures.of(cause)))
        .onComplete(done -> open.decrementAndGet());
  }

  @SuppressWarnings("unchecked") // Compared with the type argument of the request's class.
  private static <A extends Answer> Outcome<A> checked(Request<A> request, Object body) {
    Class<?> expected = WireTypes.answerTo(request);
    return expected.isInstance(body)
        ? Outcome.answered((A) body)
        : Outcome.failed(
            Failure.Kind.EXECUTION,
            request.to().label() + " answered with another type than " + WireName.of(expected));
  }

  /** Asks from outside the overseer's signals; fails with a {@link FailureException}. */
  public <A extends Answer> Future<A> request(Request<A> request) {
    return ask(request, 0)
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<A>(A answer) -> answer;
                  case Outcome.Failed<A>(Failure failure) -> throw new FailureException(failure);
                });
  }

  private Envelope envelope(Record body, long watermark, long remainingMillis) {
    return new Envelope(body, watermark, routes.own().node(), remainingMillis);
  }

  private DeliveryOptions options(SubsystemName receiver) {
    return new DeliveryOptions().setLocalOnly(routes.localOnly(receiver));
  }
}
