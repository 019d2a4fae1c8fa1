package dev.vouch.core.validation;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.messages.Answer;
import dev.vouch.messages.CandidateValidationMessage;
import dev.vouch.messages.CandidateValidationMessage.PreCheck;
import dev.vouch.messages.CandidateValidationMessage.PreCheckAnswer;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromChainState;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateReceipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The candidate validation subsystem (validation section 1). Signals are handled one at a time;
 * requests run side by side, at most {@link #TASK_LIMIT}, the rest waits in order (CV-4 to CV-6).
 * Leaves are processed also while all tasks are busy.
 */
public final class CandidateValidation extends SerialSubsystem {
  /** Requests that run at a time (CV-4). */
  public static final int TASK_LIMIT = 30;

  private final RuntimeCalls runtime;
  private final Leaves leaves;
  private final Exhaustive exhaustive;
  private final ChainState chainState;
  private final PreChecking preChecking;
  private final Deque<Task> waiting = new ArrayDeque<>();
  private final Set<ReplyTo> unanswered = new LinkedHashSet<>();
  private int running;
  private boolean concluded;

  private record Task(Supplier<Pending<Done>> run) {}

  public CandidateValidation(ValidationConfig config) {
    Context context = new Outside();
    runtime = new RuntimeCalls(context);
    leaves = new Leaves(context, runtime, config);
    exhaustive = new Exhaustive(context, runtime, config.retryDelayMillis());
    chainState = new ChainState(runtime);
    preChecking = new PreChecking(context, runtime);
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.CANDIDATE_VALIDATION;
  }

  /** Whether a leaf's session ever had V3 receipts enabled (CV-19). */
  public boolean v3Seen() {
    return leaves.v3Seen();
  }

  /** Whether we are to become a validator in the next session (CV-54). */
  public boolean isNextSessionAuthority() {
    return leaves.isNextSessionAuthority();
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    return switch (signal) {
      case OverseerSignal.ActiveLeaves update -> leaves.update(update);
      case OverseerSignal.BlockFinalized finalized -> Pending.done();
      case OverseerSignal.Conclude conclude -> conclude();
    };
  }

  /** Running tasks are not waited for; their askers are told at once (CV-7). */
  private Pending<Done> conclude() {
    concluded = true;
    waiting.clear();
    unanswered.forEach(to -> fail(to, Failure.Kind.CANCELLED, "shutting down"));
    unanswered.clear();
    return Pending.done();
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof CandidateValidationMessage request)) {
      fail(replyTo, Failure.Kind.BAD_REQUEST, "not a message of candidate validation");
      return Pending.done();
    }
    if (waiting.size() >= MAX_QUEUED_MESSAGES) {
      effects().count(Metric.MESSAGES_OVERFLOWED, 1);
      fail(replyTo, Failure.Kind.OVERLOADED, "too many candidates wait for validation");
      return Pending.done();
    }
    replyTo.ifPresent(unanswered::add);
    waiting.add(new Task(task(request, replyTo)));
    startWaiting();
    return Pending.done();
  }

  private void startWaiting() {
    while (!concluded && running < TASK_LIMIT && !waiting.isEmpty()) {
      running++;
      waiting
          .remove()
          .run()
          .get()
          .whenComplete(
              done -> {
                running--;
                startWaiting();
              });
    }
  }

  private Supplier<Pending<Done>> task(
      CandidateValidationMessage request, Optional<ReplyTo> replyTo) {
    return switch (request) {
      case ValidateFromExhaustive validate ->
          () ->
              answered(
                  replyTo,
                  validate.candidateReceipt(),
                  validate.execKind(),
                  () -> exhaustive.validate(subject(validate)));
      case ValidateFromChainState validate ->
          () ->
              answered(
                  replyTo,
                  validate.candidateReceipt(),
                  validate.execKind(),
                  () -> fromChainState(validate));
      case PreCheck preCheck ->
          () ->
              preChecking
                  .check(preCheck)
                  .map(
                      outcome -> {
                        answer(replyTo, new PreCheckAnswer(outcome));
                        return Done.DONE;
                      });
    };
  }

  private Subject subject(ValidateFromExhaustive request) {
    return Subject.of(request, leaves.last(), leaves.v3Seen());
  }

  private Pending<Verdict> fromChainState(ValidateFromChainState request) {
    CandidateDescriptor descriptor = request.candidateReceipt().descriptor();
    return Result.then(
            chainState.inputs(request),
            inputs ->
                sessionFor(descriptor)
                    .flatMap(
                        session ->
                            session
                                .map(index -> exhaustive.validate(subject(request, inputs, index)))
                                .orElseGet(
                                    () ->
                                        Pending.of(
                                            new Verdict.CouldNotDecide("Session index not found"))))
                    .flatMap(verdict -> chainState.accepted(descriptor, verdict))
                    .map(Result::ok))
        .map(
            result ->
                switch (result) {
                  case Result.Ok<Verdict>(Verdict verdict) -> verdict;
                  case Result.Stop<Verdict>(Verdict verdict) -> verdict;
                });
  }

  /** The seed's message has no session: it is that of the scheduling parent. */
  private Pending<Optional<Long>> sessionFor(CandidateDescriptor descriptor) {
    return runtime.sessionForChild(descriptor.forValidation(leaves.v3Seen()).schedulingParent());
  }

  private Subject subject(ValidateFromChainState request, ChainState.Inputs inputs, long session) {
    return subject(
        new ValidateFromExhaustive(
            inputs.data(),
            inputs.code(),
            request.candidateReceipt(),
            request.pov(),
            session,
            request.execKind()));
  }

  private Pending<Done> answered(
      Optional<ReplyTo> replyTo,
      CandidateReceipt receipt,
      PvfExecKind kind,
      Supplier<Pending<Verdict>> validation) {
    long started = nowMillis();
    explain(receipt, Explanation.Step.VALIDATION_STARTED, "kind=" + kind.label());
    return validation
        .get()
        .map(
            verdict -> {
              if (!concluded) {
                long millis = nowMillis() - started;
                effects().time(Metric.VALIDATION_TIME, millis);
                explain(receipt, step(verdict), detail(verdict, kind, millis));
                answer(replyTo, verdict);
              }
              return Done.DONE;
            });
  }

  private void answer(Optional<ReplyTo> replyTo, Answer answer) {
    if (replyTo.isPresent() && unanswered.remove(replyTo.get())) {
      reply(replyTo, answer);
    }
  }

  private static Explanation.Step step(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid -> Explanation.Step.VALID;
      case Verdict.Invalid invalid -> Explanation.Step.INVALID;
      case Verdict.CouldNotDecide undecided -> Explanation.Step.COULD_NOT_DECIDE;
    };
  }

  private static String detail(Verdict verdict, PvfExecKind kind, long millis) {
    String common = "kind=" + kind.label() + " millis=" + millis;
    return switch (verdict) {
      case Verdict.Valid valid -> common;
      case Verdict.Invalid(var reason) ->
          common + " invalid=" + reason.kind().protocolName() + " reason=" + reason.detail();
      case Verdict.CouldNotDecide(String reason) -> common + " reason=" + reason;
    };
  }

  private void explain(CandidateReceipt receipt, Explanation.Step step, String detail) {
    CandidateDescriptor descriptor = receipt.descriptor();
    effects()
        .explain(
            new Explanation(
                name(),
                Optional.of(descriptor.schedulingParent()),
                Optional.of(descriptor.paraId()),
                Optional.of(receipt.hash()),
                step,
                detail));
  }

  /** What the parts may do; after {@code Conclude} nothing goes out any more. */
  private final class Outside implements Context {
    @Override
    public <A extends Answer> Pending<Outcome<A>> ask(Request<A> request) {
      return concluded ? new Pending<>() : CandidateValidation.this.ask(request);
    }

    @Override
    public void send(Message message) {
      CandidateValidation.this.send(message);
    }

    @Override
    public Pending<Done> sleep(long millis) {
      Pending<Done> slept = new Pending<>();
      startTimer(millis, () -> slept.complete(Done.DONE));
      return slept;
    }

    @Override
    public long nowMillis() {
      return CandidateValidation.this.nowMillis();
    }

    @Override
    public void count(Metric metric) {
      effects().count(metric, 1);
    }
  }
}
