package dev.vouch.core.validation;

import static dev.vouch.core.validation.Checks.invalid;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Failure;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.TransposedClaimQueue;
import java.util.Optional;

/**
 * Sessions and claim queue of a candidate that is to be backed, asked at its scheduling parent
 * (CV-13). Approval and dispute skip them: the runtime checked them when the candidate was backed,
 * and the state may be gone.
 */
final class SchedulingChecks {
  private final RuntimeCalls runtime;
  private final Context context;

  SchedulingChecks(Context context, RuntimeCalls runtime) {
    this.context = context;
    this.runtime = runtime;
  }

  /** The claim queue for the output checks; empty unless the candidate is to be backed. */
  Pending<Result<Optional<TransposedClaimQueue>>> check(Subject subject) {
    if (!subject.kind().isBacking()) {
      return Pending.of(Result.ok(Optional.empty()));
    }
    return Result.then(
        schedulingSession(subject),
        session -> Result.then(relayParentSession(subject), parent -> claimQueue(subject)));
  }

  private Pending<Result<Long>> schedulingSession(Subject subject) {
    return runtime
        .sessionForChild(subject.view().schedulingParent())
        .map(
            found -> {
              if (found.isEmpty()) {
                return Result.undecided("Scheduling session index not found");
              }
              long actual = found.get();
              var claimed = subject.view().schedulingSession();
              if (claimed.isPresent() && claimed.getAsLong() != actual) {
                return new Result.Stop<>(
                    invalid(
                        Kind.INVALID_SCHEDULING_SESSION,
                        "the descriptor says " + claimed.getAsLong() + ", the chain " + actual));
              }
              return Result.ok(actual);
            });
  }

  private Pending<Result<Boolean>> relayParentSession(Subject subject) {
    if (subject.view().sessionIndex().isEmpty()) {
      return Pending.of(Result.ok(true));
    }
    long claimed = subject.view().sessionIndex().getAsLong();
    Hash relayParent = subject.descriptor().relayParent();
    Hash schedulingParent = subject.view().schedulingParent();
    if (relayParent.equals(schedulingParent)) {
      return runtime
          .sessionForChild(relayParent)
          .map(
              found ->
                  found
                      .map(actual -> compared(claimed, actual == claimed, "the chain " + actual))
                      .orElseGet(() -> Result.undecided("Relay parent session index not found")));
    }
    return context
        .ask(new RuntimeApiMessage.AncestorRelayParentInfo(schedulingParent, claimed, relayParent))
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<RuntimeApiMessage.RelayParentInfo>(var answer) ->
                      compared(
                          claimed,
                          answer.info().isPresent(),
                          "the chain knows no such relay parent in that session");
                  case Outcome.Failed<RuntimeApiMessage.RelayParentInfo>(Failure failure) ->
                      // Runtimes too old for the call have no relay parents of other sessions.
                      failure.kind() == Failure.Kind.NOT_SUPPORTED
                          ? Result.ok(true)
                          : Result.undecided("Relay parent info: " + failure.reason());
                });
  }

  private static Result<Boolean> compared(long claimed, boolean right, String actual) {
    return right
        ? Result.ok(true)
        : new Result.Stop<>(
            invalid(
                Kind.INVALID_RELAY_PARENT_SESSION,
                "the descriptor says " + claimed + ", " + actual));
  }

  private Pending<Result<Optional<TransposedClaimQueue>>> claimQueue(Subject subject) {
    return runtime
        .ask(new RuntimeApiMessage.GetClaimQueue(subject.view().schedulingParent()))
        .map(
            found ->
                found
                    .map(claims -> Result.ok(Optional.of(claims.claimQueue().transpose())))
                    .orElseGet(() -> Result.undecided("Claim queue not available")));
  }
}
