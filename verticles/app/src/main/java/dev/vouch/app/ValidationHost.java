package dev.vouch.app;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.validation.CandidateValidation;
import dev.vouch.core.validation.ValidationConfig;
import dev.vouch.messages.Answer;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrecheckPvf;
import dev.vouch.messages.Request;
import dev.vouch.pvf.host.PvfAnswers;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hosts the core of candidate validation for one question, on the calling thread: the chain is a
 * {@link ContextAnswers}, PVFs run in worker processes. For one use.
 */
final class ValidationHost implements Effects {
  /** Of the processes that run first; a confirming run takes the other one. */
  static final Jit JIT = Jit.C1;

  private static final ReplyTo QUESTION = new ReplyTo(1);

  /**
   * A run that took place.
   *
   * @param confirming a second one, in a fresh process under the other JIT
   */
  record ToldRun(Jit jit, boolean confirming, PvfRun clocks) {}

  private record Timer(long id, long dueMillis) {}

  private final CandidateValidation core =
      new CandidateValidation(ValidationConfig.standard(List.of()));
  private final PvfSession session;
  private final ContextAnswers chain;

  /** Bounded by the core: one signal, one question, and one answer for each request of its. */
  private final LinkedBlockingQueue<Event> inbox = new LinkedBlockingQueue<>();

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueMillis, b.dueMillis));
  private final List<ToldRun> runs = new ArrayList<>();
  private Optional<Outcome<? extends Answer>> answer = Optional.empty();

  ValidationHost(PvfSession session, ContextAnswers chain) {
    this.session = session;
    this.chain = chain;
  }

  /** Asks on the given leaf, and waits for the verdict or the reason why there is none. */
  Outcome<? extends Answer> ask(
      OverseerSignal.ActivatedLeaf leaf, ValidateFromExhaustive question) {
    inbox.add(new Event.Signalled(new OverseerSignal.ActiveLeaves(Optional.of(leaf), List.of())));
    inbox.add(new Event.Received(question, 0, Optional.of(QUESTION)));
    try {
      while (answer.isEmpty()) {
        Event event = next();
        if (event != null) {
          core.on(nowMillis(), event, this);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed(Failure.Kind.CANCELLED, "interrupted");
    }
    return answer.get();
  }

  /** Runs so far, in their order. */
  List<ToldRun> runs() {
    synchronized (runs) {
      return List.copyOf(runs);
    }
  }

  private @Nullable Event next() throws InterruptedException {
    Timer first = timers.peek();
    if (first == null) {
      return inbox.take();
    }
    long wait = first.dueMillis - nowMillis();
    if (wait <= 0) {
      timers.remove();
      return new Event.TimerFired(first.id);
    }
    return inbox.poll(wait, TimeUnit.MILLISECONDS);
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** The one message without an answer tells which leaves are active; here that never changes. */
  @Override
  public void send(Message message) {}

  @Override
  public <A extends Answer> void request(long correlation, Request<A> request) {
    switch (request) {
      case ExecutePvf execute -> answerLater(correlation, request, run(execute));
      case PrecheckPvf(var prep) ->
          answerLater(
              correlation, request, session.host().prepare(prep).thenApply(PvfAnswers::answer));
      default -> answered(correlation, chain.answer(request));
    }
  }

  private CompletableFuture<? extends Answer> run(ExecutePvf message) {
    RunRequest request = PvfAnswers.run(message, JIT);
    return session
        .host()
        .execute(request)
        .thenApply(
            outcome -> {
              tell(request.jit(), message.confirming(), outcome);
              return PvfAnswers.answer(TimeLimits.judged(outcome, request.cpuLimitMillis()));
            });
  }

  private void tell(Jit jit, boolean confirming, RunOutcome outcome) {
    synchronized (runs) {
      PvfRun.of(outcome).ifPresent(clocks -> runs.add(new ToldRun(jit, confirming, clocks)));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback takes results and failures alike.
  private void answerLater(
      long correlation, Request<?> request, CompletableFuture<? extends Answer> future) {
    future
        .orTimeout(request.timeoutMillis(), TimeUnit.MILLISECONDS)
        .thenAccept(given -> answered(correlation, Outcome.answered(given)))
        .exceptionally(
            error -> {
              answered(correlation, Outcome.failed(Failure.Kind.EXECUTION, String.valueOf(error)));
              return null;
            });
  }

  private void answered(long correlation, Outcome<? extends Answer> outcome) {
    inbox.add(new Event.Answered(correlation, outcome));
  }

  @Override
  public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {
    answer = Optional.of(outcome);
  }

  @Override
  public void startTimer(long timer, long delayMillis) {
    timers.add(new Timer(timer, nowMillis() + delayMillis));
  }

  @Override
  public void cancelTimer(long timer) {
    timers.removeIf(running -> running.id == timer);
  }

  /** Nobody reads meters of a command. */
  @Override
  public void count(Metric metric, long amount) {}

  @Override
  public void time(Metric metric, long millis) {}

  @Override
  public void explain(Explanation explanation) {}
}
