package dev.vouch.node;

import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Scope;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts one state machine on one event loop: decodes, calls the core, performs its effects in
 * order, feeds the answers back. Decides nothing about the protocol.
 *
 * <p>Messages and signals share one inbox, so the order of signals is the order in which the
 * overseer sent them. If the core throws, which is a fault of ours, nothing of that event is done,
 * the verticle tells {@link dev.vouch.bus.Addresses#faults()}, and undeploys itself.
 */
public final class SubsystemVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SubsystemVerticle.class);
  private static final long SWEEP_MILLIS = 1_000;

  private final Subsystem subsystem;
  private final NodeContext node;
  private final OpenRequests requests = new OpenRequests();
  private final Map<Long, Long> timers = new HashMap<>();
  private final Deque<Event> events = new ArrayDeque<>();
  private boolean handling;
  private boolean stopped;
  private long signals;

  public SubsystemVerticle(Subsystem subsystem, NodeContext node) {
    this.subsystem = subsystem;
    this.node = node;
  }

  NodeContext node() {
    return node;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SWEEP_MILLIS, tick -> requests.expire(now()));
    return Inbox.open(
        vertx,
        node.routes().own().inbox(subsystem.name()),
        node.routes().scope(),
        node.meters(),
        this::receive);
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    requests.cancelAll(subsystem.name().label() + " stopped");
    return Future.succeededFuture();
  }

  private void receive(Delivery delivery) {
    switch (delivery.body()) {
      case OverseerSignal signal -> {
        signals++;
        take(new Event.Signalled(signal));
      }
      case Request<?> request when request.to() == subsystem.name() ->
          take(
              new Event.Received(
                  request,
                  delivery.watermark(),
                  Optional.of(requests.add(delivery, request, now()))));
      case Message message when message.to() == subsystem.name() ->
          take(new Event.Received(message, delivery.watermark(), Optional.empty()));
      case Record other ->
          throw new FailureException(
              Failure.Kind.BAD_REQUEST,
              subsystem.name().label() + " does not take " + other.getClass().getSimpleName());
    }
  }

  /** Handles one event after the other, also if performing an effect brings the next at once. */
  private void take(Event event) {
    events.add(event);
    if (handling) {
      return;
    }
    handling = true;
    try {
      while (!stopped && !events.isEmpty()) {
        step(events.remove());
      }
    } finally {
      handling = false;
    }
  }

  private void step(Event event) {
    EffectBatch effects = new EffectBatch(this, this::watermark);
    try {
      subsystem.on(now(), event, effects);
    } catch (RuntimeException | Error e) {
      fault(e);
      return;
    }
    effects.perform();
  }

  private void fault(Throwable cause) {
    stopped = true;
    String name = subsystem.name().label();
    LOG.error("{} of node {} met a fault of its own and stops", name, node.node(), cause);
    requests.cancelAll(name + " stopped because of a fault of its own");
    vertx
        .eventBus()
        .publish(
            node.routes().own().faults(),
            new NodeFault(subsystem.name(), String.valueOf(cause)),
            new DeliveryOptions().setLocalOnly(true));
    vertx.undeploy(deploymentID());
  }

  private long watermark() {
    return subsystem instanceof SerialSubsystem serial ? serial.signalsConsumed() : signals;
  }

  private long now() {
    return node.clockMillis().getAsLong();
  }

  void send(Message message, long watermark) {
    node.client().send(message, watermark);
  }

  <A extends Answer> void request(long correlation, Request<A> request, long watermark) {
    node.client()
        .ask(request, watermark)
        .onSuccess(outcome -> take(new Event.Answered(correlation, outcome)));
  }

  void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {
    requests
        .take(replyTo)
        .ifPresentOrElse(
            delivery -> delivery.reply(outcome),
            () -> node.meters().count(Metric.ANSWERS_UNEXPECTED, 1));
  }

  void startTimer(long timer, long delayMillis) {
    long id =
        vertx.setTimer(
            Math.max(1, delayMillis),
            fired -> {
              timers.remove(timer);
              take(new Event.TimerFired(timer));
            });
    timers.put(timer, id);
  }

  void cancelTimer(long timer) {
    Long id = timers.remove(timer);
    if (id != null) {
      vertx.cancelTimer(id);
    }
  }

  void explain(Explanation explanation) {
    node.explanations().add(explanation);
    vertx
        .eventBus()
        .publish(
            node.routes().own().explanations(),
            explanation,
            new DeliveryOptions().setLocalOnly(node.routes().scope() == Scope.LOCAL));
  }
}
