package dev.vouch.pvf.host;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.PvfHostMessage.InvalidKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PossiblyInvalidKind;
import dev.vouch.messages.PvfHostMessage.PrepareAnswer;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.DescriptorVersion;
import dev.vouch.primitives.ValidationResult;
import dev.vouch.pvf.queue.PrepareError;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.scale.ScaleException;
import java.util.Optional;

/**
 * From the messages of candidate validation to runs, and from outcomes to answers (validation 2.8).
 */
public final class PvfAnswers {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private PvfAnswers() {}

  /**
   * @param jit of the slots; the confirming run takes the other one in a fresh process
   */
  public static RunRequest run(ExecutePvf message, Jit jit) {
    Jit other = jit == Jit.C1 ? Jit.TIERED : Jit.C1;
    return new RunRequest(
        message.prep(),
        new RunInput.Candidate(message.validationData(), message.pov(), extension(message)),
        message.execTimeoutMillis(),
        message.preparePriority(),
        message.execKind(),
        EngineMode.COMPILED,
        message.confirming() ? other : jit,
        message.confirming());
  }

  /**
   * Only candidates of version 3, by the rules in force, carry the two parents (validation PJ-11).
   */
  private static Optional<RunInput.Extension> extension(ExecutePvf message) {
    CandidateDescriptor descriptor = message.candidate().descriptor();
    CandidateDescriptor.ValidationView view = descriptor.forValidation(message.v3Seen());
    return view.version() instanceof DescriptorVersion.V3
        ? Optional.of(new RunInput.Extension(descriptor.relayParent(), view.schedulingParent()))
        : Optional.empty();
  }

  public static ExecuteAnswer answer(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Returned returned -> decoded(returned);
      case RunOutcome.Failed failed -> answer(failed);
      case RunOutcome.NotPrepared(PrepareError error) -> notPrepared(error);
      case RunOutcome.Stale() -> new ExecuteAnswer.ExecutionDeadline();
    };
  }

  public static PrepareAnswer answer(PrepareOutcome outcome) {
    return switch (outcome.result()) {
      case PrepareResult.Success(var artifact, var stats) ->
          new PrepareAnswer.Prepared(
              artifact.fileName(),
              artifact.sizeBytes(),
              stats.map(s -> s.cpuNanos() / NANOS_PER_MILLI).orElse(0L),
              stats.map(s -> s.interpretedFunctions()).orElse(0));
      case PrepareResult.Failure(PrepareError error) ->
          new PrepareAnswer.Failed(
              error.kind().specName(),
              error.kind().describe(error.reason()),
              error.kind().deterministic());
    };
  }

  /**
   * The worker has decoded it too; but what a worker says is believed only as far as it can be
   * checked.
   */
  private static ExecuteAnswer decoded(RunOutcome.Returned returned) {
    try {
      return new ExecuteAnswer.Finished(
          ValidationResult.CODEC.decode(returned.result()),
          returned.cpuNanos(),
          returned.wallNanos(),
          returned.cold());
    } catch (ScaleException e) {
      return new ExecuteAnswer.Invalid(
          InvalidKind.WORKER_REPORTED_INVALID,
          "validation result decoding failed: " + e.getMessage());
    }
  }

  /** Validation 2.8.3: no failed preparation ever leads to a vote against a candidate. */
  private static ExecuteAnswer notPrepared(PrepareError error) {
    String text = error.kind().describe(error.reason());
    return error.kind().deterministic()
        ? new ExecuteAnswer.PreparationFailed(error.kind().specName(), text)
        : new ExecuteAnswer.Internal(text);
  }

  private static ExecuteAnswer answer(RunOutcome.Failed failed) {
    String reason = failed.reason();
    return switch (failed.kind()) {
      case INVALID_CANDIDATE ->
          new ExecuteAnswer.Invalid(InvalidKind.WORKER_REPORTED_INVALID, reason);
      case POV_DECOMPRESSION_FAILURE ->
          new ExecuteAnswer.Invalid(InvalidKind.POV_DECOMPRESSION_FAILURE, reason);
      case HARD_TIMEOUT -> new ExecuteAnswer.Invalid(InvalidKind.HARD_TIMEOUT, reason);
      case RUNTIME_CONSTRUCTION,
          CORRUPTED_ARTIFACT,
          JOB_ERROR,
          AMBIGUOUS_JOB_DEATH,
          AMBIGUOUS_WORKER_DEATH ->
          new ExecuteAnswer.PossiblyInvalid(possibly(failed.kind()), reason);
      case INTERNAL -> new ExecuteAnswer.Internal(reason);
    };
  }

  private static PossiblyInvalidKind possibly(ExecuteErrorKind kind) {
    return switch (kind) {
      case RUNTIME_CONSTRUCTION -> PossiblyInvalidKind.RUNTIME_CONSTRUCTION;
      case CORRUPTED_ARTIFACT -> PossiblyInvalidKind.CORRUPTED_ARTIFACT;
      case JOB_ERROR -> PossiblyInvalidKind.JOB_ERROR;
      case AMBIGUOUS_JOB_DEATH -> PossiblyInvalidKind.AMBIGUOUS_JOB_DEATH;
      case AMBIGUOUS_WORKER_DEATH -> PossiblyInvalidKind.AMBIGUOUS_WORKER_DEATH;
      case INVALID_CANDIDATE, POV_DECOMPRESSION_FAILURE, HARD_TIMEOUT, INTERNAL ->
          throw new IllegalArgumentException(kind + " is decided");
    };
  }
}
