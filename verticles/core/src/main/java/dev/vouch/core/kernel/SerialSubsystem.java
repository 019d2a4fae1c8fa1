package dev.vouch.core.kernel;

import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subsystem that runs its handlers strictly one after the other, including what they wait for
 * (backing spec 1.13), and holds messages back until it has seen the signals that their senders had
 * seen (OV-6). Background work that must not hold up the inbox is started with plain {@link #ask}
 * continuations outside the handler's returned {@link Pending}, and comes back by {@link #post}.
 *
 * <p>Bounds: {@link #MAX_QUEUED_MESSAGES} waiting messages; more are refused and counted. Signals
 * are never refused: the overseer sends at most one per imported or finalized block. After {@link
 * OverseerSignal.Conclude} every request is answered with {@link Failure.Kind#CANCELLED}.
 */
public abstract class SerialSubsystem implements Subsystem {
  /** The reference's channel capacity (backing spec 1.4). */
  public static final int MAX_QUEUED_MESSAGES = 2048;

  private final Deque<OverseerSignal> signals = new ArrayDeque<>();
  private final Deque<Event.Received> messages = new ArrayDeque<>();
  private final Deque<Supplier<Pending<Done>>> posted = new ArrayDeque<>();
  private final Map<Long, Consumer<Outcome<? extends Answer>>> waits = new HashMap<>();
  private final Map<Long, Runnable> timers = new HashMap<>();
  private long signalsConsumed;
  private long nextId = 1;
  private boolean busy;
  private boolean concluded;
  private long nowMillis;
  private @Nullable Effects effects;

  /** Handles a signal; the next item waits for the returned value. */
  protected abstract Pending<Done> onSignal(OverseerSignal signal);

  /** Handles a message; {@code replyTo} is present exactly for requests. */
  protected abstract Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo);

  @Override
  public final void on(long now, Event event, Effects out) {
    if (effects != null) {
      throw new IllegalStateException(name().label() + " was given an event inside an event");
    }
    nowMillis = now;
    effects = out;
    try {
      switch (event) {
        case Event.Signalled(OverseerSignal signal) -> {
          if (!concluded) {
            signals.add(signal);
          }
        }
        case Event.Received received -> enqueue(received);
        case Event.Answered(long correlation, Outcome<? extends Answer> outcome) -> {
          Consumer<Outcome<? extends Answer>> wait = waits.remove(correlation);
          if (wait == null) {
            out.count(Metric.ANSWERS_UNEXPECTED, 1);
          } else {
            wait.accept(outcome);
          }
        }
        case Event.TimerFired(long timer) -> {
          Runnable action = timers.remove(timer);
          if (action != null) {
            action.run();
          }
        }
      }
      drain();
    } finally {
      effects = null;
    }
  }

  private void enqueue(Event.Received received) {
    if (concluded) {
      cancel(received);
      return;
    }
    if (messages.size() < MAX_QUEUED_MESSAGES) {
      messages.add(received);
      return;
    }
    effects().count(Metric.MESSAGES_OVERFLOWED, 1);
    received
        .replyTo()
        .ifPresent(to -> fail(to, Failure.Kind.OVERLOADED, name().label() + " has a full queue"));
  }

  private void drain() {
    while (!busy && !concluded) {
      Supplier<Pending<Done>> task = next();
      if (task == null) {
        return;
      }
      busy = true;
      // A handler that completes at once clears the flag before the loop looks at it again.
      task.get().whenComplete(done -> busy = false);
    }
  }

  private @Nullable Supplier<Pending<Done>> next() {
    Supplier<Pending<Done>> work = posted.poll();
    if (work != null) {
      return work;
    }
    OverseerSignal signal = signals.poll();
    if (signal != null) {
      signalsConsumed++;
      return () -> {
        if (signal instanceof OverseerSignal.Conclude) {
          conclude();
        }
        return onSignal(signal);
      };
    }
    Event.Received first = messages.peek();
    if (first == null || first.watermark() > signalsConsumed) {
      // Only the head is parked; it also blocks later messages, so the order per sender is kept.
      return null;
    }
    messages.remove();
    return () -> onMessage(first.message(), first.replyTo());
  }

  /** Nothing is handled after this signal, so whoever waits for an answer is told now. */
  private void conclude() {
    concluded = true;
    signals.clear();
    posted.clear();
    List<Event.Received> left = List.copyOf(messages);
    messages.clear();
    left.forEach(this::cancel);
  }

  private void cancel(Event.Received received) {
    fail(received.replyTo(), Failure.Kind.CANCELLED, name().label() + " has stopped");
  }

  /** The effects of the event in hand. */
  protected final Effects effects() {
    if (effects == null) {
      throw new IllegalStateException("effects outside an event");
    }
    return effects;
  }

  /** Time of the event in hand, in milliseconds of the host's monotonic clock. */
  protected final long nowMillis() {
    return nowMillis;
  }

  /** Signals consumed so far: the stamp of everything this subsystem sends. */
  public final long signalsConsumed() {
    return signalsConsumed;
  }

  protected final void send(Message message) {
    effects().send(message);
  }

  /** Sends a request; the value completes with its answer or the reason why there is none. */
  protected final <A extends Answer> Pending<Outcome<A>> ask(Request<A> request) {
    Pending<Outcome<A>> pending = new Pending<>();
    long id = nextId++;
    waits.put(id, outcome -> pending.complete(typed(outcome)));
    effects().request(id, request);
    return pending;
  }

  @SuppressWarnings("unchecked") // The host answers a Request<A> with an A; that is its contract.
  private static <A extends Answer> Outcome<A> typed(Outcome<? extends Answer> outcome) {
    return (Outcome<A>) outcome;
  }

  protected final void reply(Optional<ReplyTo> to, Answer answer) {
    to.ifPresent(token -> effects().reply(token, Outcome.answered(answer)));
  }

  protected final void fail(ReplyTo to, Failure.Kind kind, String reason) {
    effects().reply(to, Outcome.failed(kind, reason));
  }

  protected final void fail(Optional<ReplyTo> to, Failure.Kind kind, String reason) {
    to.ifPresent(token -> fail(token, kind, reason));
  }

  /** Runs the action after the delay, unless cancelled. The action runs between handlers' steps. */
  protected final long startTimer(long delayMillis, Runnable action) {
    long id = nextId++;
    timers.put(id, action);
    effects().startTimer(id, delayMillis);
    return id;
  }

  protected final void cancelTimer(long timer) {
    if (timers.remove(timer) != null) {
      effects().cancelTimer(timer);
    }
  }

  /** Runs a handler after the one in hand, before any further signal or message. */
  protected final void post(Supplier<Pending<Done>> handler) {
    posted.add(handler);
  }
}
