package dev.vouch.core.fakes;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import dev.vouch.primitives.Hash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Hosts one subsystem: records what it does, answers its requests with functions, and keeps a clock
 * that only a test moves. Requests without a function stay open until the test answers them.
 */
public final class FakeOutside implements Effects {
  private final Subsystem subsystem;
  private final Map<Class<?>, Function<Object, Outcome<? extends Answer>>> functions =
      new LinkedHashMap<>();
  private final Deque<Event> coming = new ArrayDeque<>();
  private final Map<Long, Request<?>> open = new LinkedHashMap<>();
  private final TreeMap<Long, Long> timers = new TreeMap<>();
  private final Map<Long, Outcome<? extends Answer>> replies = new LinkedHashMap<>();
  private final Map<Metric, Long> counts = new EnumMap<>(Metric.class);
  private final List<Message> sent = new ArrayList<>();
  private final List<Request<?>> asked = new ArrayList<>();
  private final List<Explanation> explanations = new ArrayList<>();
  private long now = 1_000;
  private long nextToken = 1;
  private boolean running;

  public FakeOutside(Subsystem subsystem) {
    this.subsystem = subsystem;
  }

  /** Answers every request of this type from now on. */
  public <R extends Request<?>> FakeOutside answer(
      Class<R> type, Function<R, ? extends Answer> function) {
    return outcome(type, request -> Outcome.answered(function.apply(request)));
  }

  /** Answers every request of this type from now on, perhaps with a failure. */
  public <R extends Request<?>> FakeOutside outcome(
      Class<R> type, Function<R, Outcome<? extends Answer>> function) {
    functions.put(type, request -> function.apply(type.cast(request)));
    return this;
  }

  /** Fails every request of this type from now on. */
  public FakeOutside fail(Class<? extends Request<?>> type, Failure.Kind kind) {
    functions.put(type, request -> Outcome.failed(kind, "the test says " + kind));
    return this;
  }

  /** Leaves requests of this type open from now on. */
  public FakeOutside leaveOpen(Class<? extends Request<?>> type) {
    functions.remove(type);
    return this;
  }

  public FakeOutside activate(Hash leaf, long number, Hash... deactivated) {
    return signal(
        new OverseerSignal.ActiveLeaves(
            Optional.of(new OverseerSignal.ActivatedLeaf(leaf, number, true)),
            List.of(deactivated)));
  }

  public FakeOutside signal(OverseerSignal signal) {
    return run(new Event.Signalled(signal));
  }

  public FakeOutside tell(Message message) {
    return run(new Event.Received(message, 0, Optional.empty()));
  }

  /** Sends a request in; the answer is found under the returned token. */
  public long request(Request<?> request) {
    long token = nextToken++;
    run(new Event.Received(request, 0, Optional.of(new ReplyTo(token))));
    return token;
  }

  /** Answers the oldest open request of a type. */
  public FakeOutside answerOpen(
      Class<? extends Request<?>> type, Outcome<? extends Answer> outcome) {
    long id =
        open.entrySet().stream()
            .filter(entry -> type.isInstance(entry.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no open request " + type + " in " + open));
    open.remove(id);
    return run(new Event.Answered(id, outcome));
  }

  /** Moves the clock and fires what is due, in order. */
  public FakeOutside advance(long millis) {
    long until = now + millis;
    while (true) {
      Optional<Map.Entry<Long, Long>> due =
          timers.entrySet().stream()
              .filter(entry -> entry.getValue() <= until)
              .min(Map.Entry.comparingByValue());
      if (due.isEmpty()) {
        now = until;
        return this;
      }
      now = Math.max(now, due.get().getValue());
      timers.remove(due.get().getKey());
      run(new Event.TimerFired(due.get().getKey()));
    }
  }

  private FakeOutside run(Event event) {
    coming.add(event);
    if (running) {
      return this;
    }
    running = true;
    while (!coming.isEmpty()) {
      subsystem.on(now, coming.remove(), this);
    }
    running = false;
    return this;
  }

  public Outcome<? extends Answer> reply(long token) {
    Outcome<? extends Answer> outcome = replies.get(token);
    if (outcome == null) {
      throw new AssertionError("request " + token + " has no answer");
    }
    return outcome;
  }

  public <A extends Answer> A answerOf(long token, Class<A> type) {
    if (reply(token) instanceof Outcome.Answered<? extends Answer>(Answer answer)) {
      return type.cast(answer);
    }
    throw new AssertionError("not answered: " + reply(token));
  }

  public Failure failureOf(long token) {
    if (reply(token) instanceof Outcome.Failed<? extends Answer>(Failure failure)) {
      return failure;
    }
    throw new AssertionError("not failed: " + reply(token));
  }

  public boolean isAnswered(long token) {
    return replies.containsKey(token);
  }

  public <M extends Message> List<M> sent(Class<M> type) {
    return sent.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public <R extends Request<?>> List<R> asked(Class<R> type) {
    return asked.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public List<Request<?>> asked() {
    return List.copyOf(asked);
  }

  public List<Message> sent() {
    return List.copyOf(sent);
  }

  public long counted(Metric metric) {
    return counts.getOrDefault(metric, 0L);
  }

  public List<Explanation.Step> steps() {
    return explanations.stream().map(Explanation::step).toList();
  }

  public List<Explanation> explanations() {
    return List.copyOf(explanations);
  }

  public int openTimers() {
    return timers.size();
  }

  /** Forgets what was asked, sent and explained so far. */
  public FakeOutside forget() {
    asked.clear();
    sent.clear();
    explanations.clear();
    return this;
  }

  @Override
  public void send(Message message) {
    sent.add(message);
  }

  @Override
  public <A extends Answer> void request(long correlation, Request<A> request) {
    asked.add(request);
    Function<Object, Outcome<? extends Answer>> function = functions.get(request.getClass());
    if (function == null) {
      open.put(correlation, request);
    } else {
      coming.add(new Event.Answered(correlation, function.apply(request)));
    }
  }

  @Override
  public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {
    if (replies.put(replyTo.token(), outcome) != null) {
      throw new AssertionError("answered twice: " + replyTo);
    }
  }

  @Override
  public void startTimer(long timer, long delayMillis) {
    timers.put(timer, now + delayMillis);
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
  public void time(Metric metric, long millis) {}

  @Override
  public void explain(Explanation explanation) {
    explanations.add(explanation);
  }
}
