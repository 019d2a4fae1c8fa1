package dev.vouch.sim;

import dev.vouch.core.kernel.Effects;
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
import dev.vouch.messages.SignerMessage;
import dev.vouch.messages.SubsystemName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One life of a validator: the cores of a node with their inboxes. A restart is a new object on the
 * same durable state; whatever was on its way to the old one is lost.
 */
final class SimNode {
  /** Longest time between two subsystems of one node. */
  private static final int MAX_LOCAL_DELAY_MILLIS = 3;

  private final int index;
  private final SimClock clock;
  private final SplittableRandom random;
  private final SimServices services;
  private final Trace trace;
  private final Consumer<Explanation> explanations;
  private final SignatureWatch signatures;
  private final Map<SubsystemName, Hosted> hosted = new LinkedHashMap<>();
  private final Map<Long, Consumer<Outcome<? extends Answer>>> replies = new HashMap<>();
  private final Map<String, Long> lastDelivery = new HashMap<>();
  private final Map<Long, SignerMessage.SignStatement> asksForSignature = new HashMap<>();
  private final Map<Metric, Long> counters = new EnumMap<>(Metric.class);
  private long nextToken = 1;
  private boolean stopped;

  SimNode(
      int index,
      SimClock clock,
      SplittableRandom random,
      SimServices services,
      Trace trace,
      Consumer<Explanation> explanations,
      SignatureWatch signatures) {
    this.index = index;
    this.clock = clock;
    this.random = random;
    this.services = services;
    this.trace = trace;
    this.explanations = explanations;
    this.signatures = signatures;
  }

  void host(Subsystem core) {
    hosted.put(core.name(), new Hosted(core));
  }

  int index() {
    return index;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Everything in memory and on its way is lost. */
  void stop() {
    stopped = true;
  }

  Map<Metric, Long> counters() {
    return counters;
  }

  /** All subsystems get the signal, in the order of their registration. */
  void signal(OverseerSignal signal) {
    for (Hosted target : hosted.values()) {
      if (target.core.name() != SubsystemName.OVERSEER) {
        // Signals overtake messages but never each other: no random delay.
        later("signal>" + target.core.name(), 0, () -> target.take(new Event.Signalled(signal)));
      }
    }
  }

  /** A message from outside the node's subsystems. */
  void send(Message message) {
    deliver("outside", 0, message, Optional.empty());
  }

  /** A request from outside; answered at most once, by an answer or a failure. */
  void request(Request<?> request, Consumer<Outcome<? extends Answer>> answer) {
    dispatch("outside", 0, request, answer);
  }

  private void dispatch(
      String from, long watermark, Request<?> request, Consumer<Outcome<? extends Answer>> answer) {
    boolean[] done = {false};
    Consumer<Outcome<? extends Answer>> once =
        outcome -> {
          if (!done[0] && !stopped) {
            done[0] = true;
            later(request.to() + ">" + from, localDelay(), () -> answer.accept(outcome));
          }
        };
    clock.after(
        request.timeoutMillis(),
        () -> once.accept(Outcome.failed(Failure.Kind.TIMEOUT, "no answer in time")));
    if (!hosted.containsKey(request.to())) {
      services.serve(this, request, once);
      return;
    }
    long token = nextToken++;
    replies.put(token, once);
    if (request instanceof SignerMessage.SignStatement asked) {
      asksForSignature.put(token, asked);
    }
    deliver(from, watermark, request, Optional.of(new ReplyTo(token)));
  }

  private void deliver(String from, long watermark, Message message, Optional<ReplyTo> replyTo) {
    Hosted target = hosted.get(message.to());
    if (target == null) {
      services.take(this, message);
      return;
    }
    later(
        from + ">" + message.to(),
        localDelay(),
        () -> target.take(new Event.Received(message, watermark, replyTo)));
  }

  /** In order per path, as a local channel is; paths overtake each other. */
  private void later(String path, long delay, Runnable action) {
    long at = Math.max(clock.now() + delay, lastDelivery.getOrDefault(path, 0L) + 1);
    lastDelivery.put(path, at);
    clock.at(
        at,
        () -> {
          if (!stopped) {
            action.run();
          }
        });
  }

  private long localDelay() {
    return random.nextInt(MAX_LOCAL_DELAY_MILLIS + 1);
  }

  /** A core with the bookkeeping of its host. */
  private final class Hosted implements Effects {
    private final Subsystem core;
    private final Set<Long> timers = new HashSet<>();
    private long signals;

    Hosted(Subsystem core) {
      this.core = core;
    }

    void take(Event event) {
      if (event instanceof Event.Signalled) {
        signals++;
      }
      trace.add(clock.now(), "n" + index + " " + core.name() + " < " + summary(event));
      core.on(clock.now(), event, this);
    }

    private long watermark() {
      return core instanceof SerialSubsystem serial ? serial.signalsConsumed() : signals;
    }

    @Override
    public void send(Message message) {
      deliver(core.name().label(), watermark(), message, Optional.empty());
    }

    @Override
    public <A extends Answer> void request(long correlation, Request<A> request) {
      dispatch(
          core.name().label(),
          watermark(),
          request,
          outcome -> take(new Event.Answered(correlation, outcome)));
    }

    @Override
    public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {
      Consumer<Outcome<? extends Answer>> waiting = replies.remove(replyTo.token());
      if (waiting == null) {
        throw new AssertionError(core.name() + " answered a request twice");
      }
      if (outcome instanceof Outcome.Answered<?>(Object answer)
          && answer instanceof SignerMessage.Signed signed) {
        watch(replyTo.token(), signed);
      }
      waiting.accept(outcome);
    }

    private void watch(long token, SignerMessage.Signed signed) {
      SignerMessage.SignStatement asked = asksForSignature.remove(token);
      if (asked != null) {
        signatures.signed(
            asked.key(), asked.context(), asked.statement(), signed.statement().signature());
      }
    }

    @Override
    public void startTimer(long timer, long delayMillis) {
      timers.add(timer);
      clock.after(
          delayMillis,
          () -> {
            if (!stopped && timers.remove(timer)) {
              take(new Event.TimerFired(timer));
            }
          });
    }

    @Override
    public void cancelTimer(long timer) {
      timers.remove(timer);
    }

    @Override
    public void count(Metric metric, long amount) {
      counters.merge(metric, amount, Long::sum);
    }

    @Override
    public void time(Metric metric, long millis) {
      counters.merge(metric, 1L, Long::sum);
    }

    @Override
    public void explain(Explanation explanation) {
      trace.add(clock.now(), "n" + index + " " + explanation.step() + " " + explanation.detail());
      explanations.accept(explanation);
    }
  }

  private static String summary(Event event) {
    return switch (event) {
      case Event.Signalled(OverseerSignal signal) -> signal.toString();
      case Event.Received(Message message, long watermark, var replyTo) ->
          message.getClass().getSimpleName();
      case Event.Answered(long correlation, Outcome<? extends Answer> outcome) ->
          "#" + correlation + (outcome instanceof Outcome.Failed<?> f ? " " + f : "");
      case Event.TimerFired(long timer) -> "timer " + timer;
    };
  }
}
