package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreIndex;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts validations beside the inbox and brings their results back into it (backing spec 2.10,
 * 2.11): one at a time per candidate and scheduling parent.
 */
final class Validations {
  private final Ports ports;
  private final BackingConfig config;
  private final BackingJobs jobs;

  Validations(Ports ports, BackingConfig config, BackingJobs jobs) {
    this.ports = ports;
    this.config = config;
    this.jobs = jobs;
  }

  /** Starts unless one runs, too many run, or this candidate has failed here too often. */
  boolean start(BackingJob job, Work work, Function<JobResult, Pending<Done>> onResult) {
    Optional<CoreIndex> core = job.context().assignedCore();
    CandidateHash hash = work.hash();
    if (core.isEmpty() || job.running().containsKey(hash)) {
      return false;
    }
    if (job.running().size() >= BackingJob.MAX_RUNNING) {
      abstain(work, job.running().size() + " validations run for this scheduling parent");
      return false;
    }
    if (job.failures(hash) > config.failedJobRetries()) {
      abstain(work, "validation failed here " + job.failures(hash) + " times");
      return false;
    }
    RunningValidation validation =
        new RunningValidation(
            ports,
            job.context(),
            core.get(),
            work,
            result -> ports.post(() -> end(job, work, result, onResult)));
    job.running().put(hash, validation);
    ports.explain(Step.VALIDATION_STARTED, work.descriptor(), hash, purpose(work));
    validation.start(config.jobWatchdogMillis());
    return true;
  }

  private static String purpose(Work work) {
    return switch (work) {
      case Work.Second second -> "purpose=second";
      case Work.Attest attest -> "purpose=attest source=" + attest.source();
    };
  }

  private Pending<Done> end(
      BackingJob job, Work work, JobResult result, Function<JobResult, Pending<Done>> onResult) {
    // A job that was spawned anew for the same block has its own validations.
    if (!jobs.isCurrent(job)) {
      return Pending.done();
    }
    job.running().remove(work.hash());
    switch (result) {
      case JobResult.Good good -> ports.explain(Step.VALID, work.descriptor(), work.hash(), "");
      case JobResult.Bad(String reason) ->
          ports.explain(Step.INVALID, work.descriptor(), work.hash(), reason);
      case JobResult.NoPoV(String reason) ->
          ports.explain(Step.COULD_NOT_DECIDE, work.descriptor(), work.hash(), "no PoV: " + reason);
      case JobResult.Failed(String reason) -> {
        job.countFailure(work.hash());
        ports.explain(Step.COULD_NOT_DECIDE, work.descriptor(), work.hash(), reason);
        abstain(work, reason);
      }
    }
    return onResult.apply(result);
  }

  /** Signs nothing, for a reason that says nothing about the candidate. */
  void abstain(Work work, String reason) {
    ports.count(Metric.ABSTENTIONS, 1);
    ports.explain(Step.ABSTAINED, work.descriptor(), work.hash(), reason);
  }
}
