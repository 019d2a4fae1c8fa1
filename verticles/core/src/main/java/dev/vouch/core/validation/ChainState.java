package dev.vouch.core.validation;

import static dev.vouch.core.validation.Checks.invalid;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromChainState;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.PersistedValidationData;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The seed's front end: draws validation data and code from the relay parent's state, runs the
 * exhaustive procedure, and asks the runtime whether it would accept the outputs (validation 1.9).
 */
final class ChainState {
  private static final List<OccupiedCoreAssumption> ASSUMPTIONS =
      List.of(OccupiedCoreAssumption.INCLUDED, OccupiedCoreAssumption.TIMED_OUT);

  private final RuntimeCalls runtime;

  ChainState(RuntimeCalls runtime) {
    this.runtime = runtime;
  }

  /** What an assumption yields. */
  record Inputs(PersistedValidationData data, BlobRef code) {}

  /** The inputs under the first assumption that matches the descriptor (CV-40s, CV-41s). */
  Pending<Result<Inputs>> inputs(ValidateFromChainState request) {
    return inputs(request.candidateReceipt().descriptor(), 0);
  }

  private Pending<Result<Inputs>> inputs(CandidateDescriptor descriptor, int next) {
    if (next == ASSUMPTIONS.size()) {
      return Pending.of(
          new Result.Stop<>(
              invalid(Kind.BAD_PARENT, "no assumption about the core gives the validation data")));
    }
    OccupiedCoreAssumption assumption = ASSUMPTIONS.get(next);
    Hash at = descriptor.relayParent();
    return present(
            runtime.ask(
                new RuntimeApiMessage.GetPersistedValidationData(
                    at, descriptor.paraId(), assumption)),
            RuntimeApiMessage.ValidationData::data)
        .flatMap(
            data ->
                data.isEmpty()
                    ? Pending.of(badRequest())
                    : data.get().hash().equals(descriptor.persistedValidationDataHash())
                        ? code(descriptor, assumption, data.get())
                        : inputs(descriptor, next + 1));
  }

  private Pending<Result<Inputs>> code(
      CandidateDescriptor descriptor,
      OccupiedCoreAssumption assumption,
      PersistedValidationData data) {
    return present(
            runtime.ask(
                new RuntimeApiMessage.GetValidationCode(
                    descriptor.relayParent(), descriptor.paraId(), assumption)),
            RuntimeApiMessage.Code::code)
        .map(
            code ->
                code.map(blob -> Result.ok(new Inputs(data, blob)))
                    .orElseGet(ChainState::badRequest));
  }

  private static Result<Inputs> badRequest() {
    return Result.undecided("Assumption Check: Bad request");
  }

  /** Asks whether the relay chain would accept the outputs of a valid candidate (CV-43s). */
  Pending<Verdict> accepted(CandidateDescriptor descriptor, Verdict verdict) {
    if (!(verdict instanceof Verdict.Valid valid)) {
      return Pending.of(verdict);
    }
    return runtime
        .ask(
            new RuntimeApiMessage.CheckValidationOutputs(
                descriptor.relayParent(), descriptor.paraId(), valid.commitments()))
        .map(
            found ->
                found
                    .<Verdict>map(
                        check ->
                            check.acceptable()
                                ? valid
                                : invalid(
                                    Kind.INVALID_OUTPUTS,
                                    "the relay chain would not accept the outputs"))
                    .orElseGet(
                        () -> new Verdict.CouldNotDecide("Check Validation Outputs: Bad request")));
  }

  private static <A, T> Pending<Optional<T>> present(
      Pending<Optional<A>> answer, Function<A, Optional<T>> value) {
    return answer.map(found -> found.flatMap(value));
  }
}
