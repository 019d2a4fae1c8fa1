package dev.vouch.core.backing;

import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.AvailabilityDistributionMessage.FetchPoV;
import dev.vouch.messages.AvailabilityStoreMessage.StoreAvailableData;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import java.util.function.Consumer;

/**
 * One validation beside the inbox (backing spec 2.10): code, PoV, verdict, availability store, each
 * after the other. Ends once: with a result, by the watchdog, or cancelled without a word.
 */
final class RunningValidation {
  private final Ports ports;
  private final SchedulingContext context;
  private final CoreIndex assignedCore;
  private final Work work;
  private final Consumer<JobResult> end;
  private long watchdog;
  private boolean over;

  RunningValidation(
      Ports ports,
      SchedulingContext context,
      CoreIndex assignedCore,
      Work work,
      Consumer<JobResult> end) {
    this.ports = ports;
    this.context = context;
    this.assignedCore = assignedCore;
    this.work = work;
    this.end = end;
  }

  Work work() {
    return work;
  }

  void start(long watchdogMillis) {
    watchdog =
        ports.startTimer(
            watchdogMillis,
            () -> finish(new JobResult.Failed("no verdict within " + watchdogMillis + " ms")));
    run().whenComplete(this::finish);
  }

  void cancel() {
    if (!over) {
      over = true;
      ports.cancelTimer(watchdog);
    }
  }

  private void finish(JobResult result) {
    if (!over) {
      cancel();
      end.accept(result);
    }
  }

  private Pending<JobResult> run() {
    Hash parent = context.parent();
    var codeHash = work.descriptor().validationCodeHash();
    return ports
        .ask(new RuntimeApiMessage.ValidationCodeByHash(parent, codeHash))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<RuntimeApiMessage.Code>(var answer) ->
                      answer
                          .code()
                          .map(this::withCode)
                          .orElseGet(() -> failed("the runtime has no code " + codeHash.value()));
                  case Outcome.Failed<RuntimeApiMessage.Code>(Failure failure) ->
                      failed("validation code", failure);
                });
  }

  private Pending<JobResult> withCode(BlobRef code) {
    return over
        ? cancelled()
        : pov()
            .flatMap(
                outcome ->
                    switch (outcome) {
                      case Outcome.Answered<BlobRef>(BlobRef pov) -> validate(code, pov);
                      case Outcome.Failed<BlobRef>(Failure failure) ->
                          Pending.of(new JobResult.NoPoV(failure.reason()));
                    });
  }

  private Pending<Outcome<BlobRef>> pov() {
    return switch (work) {
      case Work.Second second -> Outcomes.of(second.pov());
      case Work.Attest attest -> {
        CandidateDescriptor descriptor = attest.descriptor();
        yield ports.ask(
            new FetchPoV(
                context.parent(),
                attest.source(),
                descriptor.paraId(),
                attest.hash(),
                descriptor.povHash()));
      }
    };
  }

  private Pending<JobResult> validate(BlobRef code, BlobRef pov) {
    if (over) {
      return cancelled();
    }
    PvfExecKind kind =
        work.descriptor().paraId().isSystem()
            ? new PvfExecKind.BackingSystemParas(context.parent())
            : new PvfExecKind.Backing(context.parent());
    return ports
        .ask(
            new ValidateFromExhaustive(
                work.pvd(), code, work.receipt(), pov, context.sessionIndex(), kind))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<Verdict>(Verdict verdict) -> judged(verdict, pov);
                  case Outcome.Failed<Verdict>(Failure failure) -> failed("validation", failure);
                });
  }

  private Pending<JobResult> judged(Verdict verdict, BlobRef pov) {
    return switch (verdict) {
      case Verdict.Valid valid -> store(valid, pov);
      case Verdict.Invalid(var reason) ->
          Pending.of(new JobResult.Bad(reason.kind().protocolName() + ": " + reason.detail()));
      case Verdict.CouldNotDecide(String reason) -> failed("could not decide: " + reason);
    };
  }

  private Pending<JobResult> store(Verdict.Valid valid, BlobRef pov) {
    if (over) {
      return cancelled();
    }
    return ports
        .ask(
            new StoreAvailableData(
                work.hash(),
                context.validators(),
                pov,
                valid.validationData(),
                work.descriptor().erasureRoot(),
                assignedCore,
                context.nodeFeatures()))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<Stored>(Stored stored) ->
                      Pending.of(stored(valid, stored.outcome()));
                  case Outcome.Failed<Stored>(Failure failure) ->
                      failed("availability store", failure);
                });
  }

  /** Data that does not encode to the claimed root makes the candidate invalid (CB-7). */
  private static JobResult stored(Verdict.Valid valid, StoreOutcome outcome) {
    return switch (outcome) {
      case OK -> new JobResult.Good(valid.commitments(), valid.validationData());
      case INVALID_ERASURE_ROOT ->
          new JobResult.Bad("InvalidErasureRoot: the data does not encode to the claimed root");
    };
  }

  private static Pending<JobResult> failed(String what, Failure failure) {
    return failed(what + ": " + failure.kind() + ", " + failure.reason());
  }

  private static Pending<JobResult> failed(String reason) {
    return Pending.of(new JobResult.Failed(reason));
  }

  /** Nobody looks at this one. */
  private static Pending<JobResult> cancelled() {
    return failed("cancelled");
  }
}
