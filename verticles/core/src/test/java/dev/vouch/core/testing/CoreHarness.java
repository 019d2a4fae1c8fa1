package dev.vouch.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import dev.vouch.primitives.Hash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hosts one core. Whatever it sends or asks is queued in order; {@link #next} takes the oldest.
 * Requests of a type with a rule in {@link #script} are answered at once and do not queue, but
 * stand in {@link #log} like everything else. Nothing happens but by calls of the test.
 */
public final class CoreHarness {
  private final Subsystem core;
  private final Script script = new Script();
  private final Deque<Outgoing> outgoing = new ArrayDeque<>();
  private final Deque<Event> scripted = new ArrayDeque<>();
  private final List<Message> log = new ArrayList<>();
  private final List<Explanation> explanations = new ArrayList<>();
  private final Map<Metric, Long> counts = new EnumMap<>(Metric.class);
  private final Map<Metric, List<Long>> times = new EnumMap<>(Metric.class);
  private final Map<Long, Reply<?>> replies = new HashMap<>();
  private final TreeMap<Long, Long> timers = new TreeMap<>();
  private final Effects effects = new Recorder();
  private long nextToken = 1;
  private long nowMillis;
  private boolean delivering;

  public CoreHarness(Subsystem core) {
    this.core = core;
  }

  private record Outgoing(Message message, long correlation) {}

  public Script script() {
    return script;
  }

  /** Hands an event to the core, and then the scripted answers to what it asks. */
  public CoreHarness deliver(Event event) {
    scripted.add(event);
    if (delivering) {
      return this;
    }
    delivering = true;
    try {
      while (!scripted.isEmpty()) {
        core.on(nowMillis, scripted.remove(), effects);
      }
    } finally {
      delivering = false;
    }
    return this;
  }

  public CoreHarness signal(OverseerSignal signal) {
    return deliver(new Event.Signalled(signal));
  }

  /** Activates a fresh leaf. */
  public CoreHarness activate(Hash leaf, long number) {
    return signal(
        new OverseerSignal.ActiveLeaves(
            Optional.of(new OverseerSignal.ActivatedLeaf(leaf, number, true)), List.of()));
  }

  public CoreHarness deactivate(Hash... leaves) {
    return signal(new OverseerSignal.ActiveLeaves(Optional.empty(), List.of(leaves)));
  }

  public CoreHarness send(Message message) {
    return send(message, 0);
  }

  /** Sends a message of a sender that has consumed so many signals. */
  public CoreHarness send(Message message, long watermark) {
    return deliver(new Event.Received(message, watermark, Optional.empty()));
  }

  public <A extends Answer> Reply<A> ask(Request<A> request) {
    Reply<A> reply = new Reply<>();
    long token = nextToken++;
    replies.put(token, reply);
    deliver(new Event.Received(request, 0, Optional.of(new ReplyTo(token))));
    return reply;
  }

  /** Moves the clock and fires what is due, in order of time. */
  public CoreHarness advance(long millis) {
    long until = nowMillis + millis;
    while (true) {
      Optional<Map.Entry<Long, Long>> due =
          timers.entrySet().stream()
              .filter(timer -> timer.getValue() <= until)
              .min(Map.Entry.comparingByValue());
      if (due.isEmpty()) {
        nowMillis = until;
        return this;
      }
      timers.remove(due.get().getKey());
      nowMillis = Math.max(nowMillis, due.get().getValue());
      deliver(new Event.TimerFired(due.get().getKey()));
    }
  }

  public long nowMillis() {
    return nowMillis;
  }

  /** Number of timers that run. */
  public int timers() {
    return timers.size();
  }

  /** Takes the oldest message or request that was not taken yet; it must be of this type. */
  public <M extends Message> M next(Class<M> type) {
    Outgoing oldest = outgoing.poll();
    assertThat(oldest).as("expected %s, but the core is silent", type.getSimpleName()).isNotNull();
    return cast(type, oldest.message());
  }

  /** Takes the oldest message, which must equal this one. */
  public CoreHarness expect(Message message) {
    Outgoing oldest = outgoing.poll();
    assertThat(oldest).as("expected %s, but the core is silent", message).isNotNull();
    assertThat(oldest.message()).isEqualTo(message);
    return this;
  }

  /** Takes the oldest message, which must be a request of this type, to answer it. */
  public <R extends Request<?>> Asked<R> asked(Class<R> type) {
    Outgoing oldest = outgoing.poll();
    assertThat(oldest).as("expected %s, but the core is silent", type.getSimpleName()).isNotNull();
    return new Asked<>(this, oldest.correlation(), cast(type, oldest.message()));
  }

  private <M> M cast(Class<M> type, Message message) {
    assertThat(message).as("then follow %s", outgoing).isInstanceOf(type);
    return type.cast(message);
  }

  /** The core has said nothing that the test did not take. */
  public CoreHarness expectSilence() {
    assertThat(outgoing).as("silence").isEmpty();
    return this;
  }

  /** Forgets what the core has said. */
  public CoreHarness discard() {
    outgoing.clear();
    return this;
  }

  /** Everything that the core sent and asked since the start, answered by the script or not. */
  public List<Message> log() {
    return Collections.unmodifiableList(log);
  }

  /** Those of the log that are of this type. */
  public <M> List<M> logged(Class<M> type) {
    return log.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public List<Explanation> explanations() {
    return Collections.unmodifiableList(explanations);
  }

  public List<Explanation> explanations(Explanation.Step step) {
    return explanations.stream().filter(explanation -> explanation.step() == step).toList();
  }

  public long count(Metric metric) {
    return counts.getOrDefault(metric, 0L);
  }

  public List<Long> times(Metric metric) {
    return times.getOrDefault(metric, List.of());
  }

  private final class Recorder implements Effects {
    @Override
    public void send(Message message) {
      log.add(message);
      outgoing.add(new Outgoing(message, 0));
    }

    @Override
    public <A extends Answer> void request(long correlation, Request<A> request) {
      log.add(request);
      script
          .outcomeOf(request)
          .ifPresentOrElse(
              outcome -> scripted.add(new Event.Answered(correlation, outcome)),
              () -> outgoing.add(new Outgoing(request, correlation)));
    }

    @Override
    public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {
      Optional.ofNullable(replies.remove(replyTo.token()))
          .orElseThrow(() -> new AssertionError("no request waits for " + outcome))
          .complete(outcome);
    }

    @Override
    public void startTimer(long timer, long delayMillis) {
      timers.put(timer, nowMillis + delayMillis);
    }

    @Override
    public void cancelTimer(long timer) {
      timers.remove(timer);
    }

    @Override
    public void count(Metric metric, long amount) {
      counts.merge(metric, amount, Long::sum);
    }

    @Override
    public void time(Metric metric, long millis) {
      times.computeIfAbsent(metric, name -> new ArrayList<>()).add(millis);
    }

    @Override
    public void explain(Explanation explanation) {
      explanations.add(explanation);
    }
  }
}
