package dev.vouch.bus;

import dev.vouch.messages.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;

/**
 * A consumer that cannot lose a request by throwing: what does not decode is answered with {@link
 * Failure.Kind#BAD_REQUEST}, a handler that throws with {@link Failure.Kind#EXECUTION} (on the
 * plain bus both would be a time-out), and both are counted.
 *
 * <p>The handler runs on the context that opened the inbox, one delivery at a time.
 */
public final class Inbox {
  private final MessageConsumer<Object> consumer;
  private final BusMeter meter;
  private final Consumer<Delivery> handler;

  private Inbox(MessageConsumer<Object> consumer, BusMeter meter, Consumer<Delivery> handler) {
    this.consumer = consumer;
    this.meter = meter;
    this.handler = handler;
  }

  /** Opens an inbox; completes when the address is known as far as the scope says. */
  public static Future<Inbox> open(
      Vertx vertx, String address, Scope scope, BusMeter meter, Consumer<Delivery> handler) {
    EventBus bus = vertx.eventBus();
    MessageConsumer<Object> consumer =
        scope == Scope.LOCAL ? bus.localConsumer(address) : bus.consumer(address);
    Inbox inbox = new Inbox(consumer, meter, handler);
    consumer.handler(inbox::receive);
    return consumer.completion().map(inbox);
  }

  /** Takes nothing any more; completes when the address is forgotten. */
  public Future<Void> close() {
    return consumer.unregister();
  }

  private void receive(Message<Object> raw) {
    Delivery delivery;
    try {
      // Decoding is lazy: this is where a body of another node is decoded.
      delivery =
          switch (raw.body()) {
            case Envelope envelope -> new Delivery(raw, envelope);
            case Record record -> new Delivery(raw, new Envelope(record, 0, "", 0));
            case null, default ->
                throw new FailureException(
                    Failure.Kind.BAD_REQUEST, raw.address() + " takes registered records only");
          };
    } catch (RuntimeException e) {
      meter.malformed(raw.address());
      refuse(raw, new Failure(Failure.Kind.BAD_REQUEST, Failures.of(e).reason()));
      return;
    }
    try {
      handler.accept(delivery);
    } catch (FailureException e) {
      if (e.failure().kind() == Failure.Kind.BAD_REQUEST) {
        meter.malformed(raw.address());
      }
      refuse(raw, e.failure());
    } catch (RuntimeException e) {
      meter.faulted(raw.address());
      refuse(raw, Failures.of(e));
    }
  }

  private static void refuse(Message<?> raw, Failure failure) {
    if (raw.replyAddress() != null) {
      raw.fail(failure.kind().code(), Failures.shortened(failure.reason()));
    }
  }
}
