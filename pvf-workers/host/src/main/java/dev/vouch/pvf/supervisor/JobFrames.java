package dev.vouch.pvf.supervisor;

import dev.vouch.frames.Frame;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether what a worker says belongs to the job that it was given. An answer that was given twice,
 * or late, would otherwise be the next candidate's; and who may start a job again and again would
 * turn its clock back.
 */
final class JobFrames {
  private JobFrames() {}

  /** What is wrong with that frame, if anything; an answer of the wrong kind is not seen here. */
  static Optional<String> nonsense(Frame.ToWorker asked, Frame.ToHost said, boolean started) {
    OptionalLong wanted = asked(asked);
    OptionalLong told = said(said);
    if (told.isPresent() && !told.equals(wanted)) {
      return Optional.of(
          "it sent nonsense: %s for job %d, which it was not given"
              .formatted(said.getClass().getSimpleName(), told.getAsLong()));
    }
    return started && said instanceof Frame.JobStarted again
        ? Optional.of("it sent nonsense: it started job %d twice".formatted(again.jobId()))
        : Optional.empty();
  }

  private static OptionalLong asked(Frame.ToWorker job) {
    return switch (job) {
      case Frame.PrepareJob prepare -> OptionalLong.of(prepare.jobId());
      case Frame.ExecuteJob execute -> OptionalLong.of(execute.jobId());
      case Frame.HelloAck _, Frame.LoadArtifact _, Frame.Shutdown _ -> OptionalLong.empty();
    };
  }

  private static OptionalLong said(Frame.ToHost frame) {
    return switch (frame) {
      case Frame.JobStarted started -> OptionalLong.of(started.jobId());
      case Frame.ExecuteDone done -> OptionalLong.of(done.jobId());
      case Frame.ExecuteFailed failed -> OptionalLong.of(failed.jobId());
      case Frame.PrepareDone done -> OptionalLong.of(done.jobId());
      case Frame.PrepareFailed failed -> OptionalLong.of(failed.jobId());
      case Frame.Hello _, Frame.Loaded _, Frame.LoadFailed _ -> OptionalLong.empty();
    };
  }
}
