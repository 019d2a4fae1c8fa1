package dev.vouch.node;

import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Failures;
import dev.vouch.bus.Inbox;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.SubsystemName;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * A service of the node that is no state machine of the protocol: takes the messages of one name
 * and answers each with a future. At most {@link #MAX_OPEN} at a time.
 */
public abstract class ServiceVerticle extends VerticleBase {
  /** More unanswered requests than this mean that the service does not keep up. */
  static final int MAX_OPEN = 1_024;

  private final SubsystemName name;
  private final NodeContext node;
  private int open;

  protected ServiceVerticle(SubsystemName name, NodeContext node) {
    this.name = name;
    this.node = node;
  }

  protected final NodeContext node() {
    return node;
  }

  /** Serves one message; for a message that is no request the answer is ignored. */
  protected abstract Future<? extends Answer> serve(Message message);

  /** Prepares the service; its inbox opens afterwards. */
  protected Future<?> prepare() {
    return Future.succeededFuture();
  }

  @Override
  public final Future<?> start() {
    return prepare()
        .compose(
            ready ->
                Inbox.open(
                    vertx,
                    node.routes().own().inbox(name),
                    node.routes().scope(),
                    node.meters(),
                    this::receive));
  }

  private void receive(Delivery delivery) {
    if (!(delivery.body() instanceof Message message) || message.to() != name) {
      throw new FailureException(
          Failure.Kind.BAD_REQUEST,
          name.label() + " does not take " + delivery.body().getClass().getSimpleName());
    }
    if (open >= MAX_OPEN) {
      throw new FailureException(Failure.Kind.OVERLOADED, name.label() + " is overloaded");
    }
    open++;
    // compose turns an exception of the service into a failed future.
    Future.succeededFuture()
        .<Answer>compose(start -> serve(message).map(answer -> answer))
        .onComplete(
            done -> {
              open--;
              if (done.succeeded()) {
                delivery.reply(Outcome.answered(done.result()));
              } else {
                delivery.fail(Failures.of(done.cause()));
              }
            });
  }

  /** A failed future with a typed failure. */
  protected static <T> Future<T> failed(Failure.Kind kind, String reason) {
    return Future.failedFuture(new FailureException(kind, reason));
  }
}
