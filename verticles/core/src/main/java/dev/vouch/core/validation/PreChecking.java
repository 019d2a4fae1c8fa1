package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.CandidateValidationMessage.PreCheck;
import dev.vouch.messages.CandidateValidationMessage.PreCheckOutcome;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.PrepareAnswer;
import dev.vouch.primitives.Hash;

/** Does this code compile? The vote of PVF pre-checking (validation 1.11). */
final class PreChecking {
  private final Context context;
  private final RuntimeCalls runtime;

  PreChecking(Context context, RuntimeCalls runtime) {
    this.context = context;
    this.runtime = runtime;
  }

  Pending<PreCheckOutcome> check(PreCheck request) {
    Hash at = request.relayParent();
    return RuntimeCalls.flat(
            runtime.sessionForChild(at),
            session ->
                RuntimeCalls.flat(
                    runtime.bombLimitUncached(at, session),
                    limit ->
                        runtime
                            .codeByHash(at, request.codeHash())
                            .map(code -> code.map(blob -> new CodeAndLimit(blob, limit)))))
        .flatMap(
            found ->
                found
                    .map(code -> withParams(at, code))
                    .orElseGet(() -> Pending.of(PreCheckOutcome.FAILED)));
  }

  private record CodeAndLimit(dev.vouch.messages.BlobRef code, long bombLimitBytes) {}

  private Pending<PreCheckOutcome> withParams(Hash at, CodeAndLimit code) {
    return runtime
        .executorParamsAt(at)
        .flatMap(
            params ->
                // Missing parameters are a vote against in the reference, unlike the steps before.
                params
                    .map(
                        p ->
                            prepare(
                                new PvfHostMessage.PvfPrepData(
                                    code.code(),
                                    p,
                                    code.bombLimitBytes(),
                                    Timeouts.precheckMillis(p),
                                    PvfHostMessage.PrepKind.PRECHECKING)))
                    .orElseGet(() -> Pending.of(PreCheckOutcome.INVALID)));
  }

  private Pending<PreCheckOutcome> prepare(PvfHostMessage.PvfPrepData prep) {
    return context
        .ask(new PvfHostMessage.PrecheckPvf(prep))
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<PrepareAnswer>(PrepareAnswer.Prepared prepared) ->
                      PreCheckOutcome.VALID;
                  case Outcome.Answered<PrepareAnswer>(PrepareAnswer.Failed failed) ->
                      failed.deterministic() ? PreCheckOutcome.INVALID : PreCheckOutcome.FAILED;
                  case Outcome.Failed<PrepareAnswer> failed -> PreCheckOutcome.FAILED;
                });
  }
}
