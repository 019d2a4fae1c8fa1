package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.table.AttestedCandidate;
import dev.vouch.core.table.DetectedMisbehavior;
import dev.vouch.core.table.Summary;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage.CandidateBacked;
import dev.vouch.messages.ProvisionerMessage.Provisionable;
import dev.vouch.messages.ProvisionerMessage.ProvisionableData;
import dev.vouch.messages.StatementDistributionInput.Backed;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells everybody of quorums and of misbehaviour (backing spec 2.14, 2.16). */
final class AfterImport {
  private final Ports ports;
  private final BackingConfig config;

  AfterImport(Ports ports, BackingConfig config) {
    this.ports = ports;
    this.config = config;
  }

  /** Runs after every import that did not fail, also where nothing changed. */
  void run(BackingJob job, Optional<Summary> summary) {
    summary
        .map(Summary::candidate)
        .filter(candidate -> !job.backed().contains(candidate))
        .ifPresent(candidate -> attested(job, candidate).ifPresent(it -> backed(job, it)));
    job.table().drainMisbehaviors().forEach(detected -> report(job, detected));
  }

  /** The candidate with its votes, if it has its quorum. */
  Optional<AttestedCandidate> attested(BackingJob job, CandidateHash candidate) {
    SchedulingContext context = job.context();
    return job.table()
        .groupOf(candidate)
        .flatMap(
            core ->
                job.table()
                    .attestedCandidate(
                        candidate,
                        context.assignments(),
                        context.requiredVotes(core, config.quorum())));
  }

  /** The chain's form of a candidate with its quorum and all votes known now. */
  Optional<BackedCandidate> backable(BackingJob job, CandidateHash candidate) {
    return attested(job, candidate)
        .flatMap(
            it ->
                switch (BackedConversion.convert(it, job.context().assignments())) {
                  case Outcome.Answered<BackedCandidate>(BackedCandidate converted) ->
                      Optional.of(converted);
                  case Outcome.Failed<BackedCandidate> failed -> Optional.empty();
                });
  }

  private void backed(BackingJob job, AttestedCandidate attested) {
    CandidateHash hash = attested.candidate().hash();
    CandidateDescriptor descriptor = attested.candidate().descriptor();
    job.backed().add(hash);
    switch (BackedConversion.convert(attested, job.context().assignments())) {
      case Outcome.Failed<BackedCandidate>(Failure failure) ->
          ports.explain(Step.DROPPED, descriptor, hash, failure.reason());
      case Outcome.Answered<BackedCandidate> converted -> {
        ports.send(new CandidateBacked(descriptor.paraId(), hash));
        ports.send(new Backed(hash));
        ports.send(
            new ProvisionableData(
                job.context().parent(),
                new Provisionable.BackedCandidateReceipt(attested.candidate().toPlain())));
        tell(job, attested, hash);
      }
    }
  }

  private void tell(BackingJob job, AttestedCandidate attested, CandidateHash hash) {
    ports.count(Metric.CANDIDATES_BACKED, 1);
    Optional<Long> millis =
        Optional.of(hash)
            .filter(job.secondedHere()::contains)
            .map(job.secondRequestedAt()::get)
            .map(requested -> ports.nowMillis() - requested);
    millis.ifPresent(duration -> ports.time(Metric.SECOND_TO_BACKED, duration));
    String voters =
        attested.votes().keySet().stream().map(Object::toString).collect(Collectors.joining(","));
    ports.explain(
        Step.BACKED,
        attested.candidate().descriptor(),
        hash,
        "votes="
            + attested.votes().size()
            + " validators="
            + voters
            + " core="
            + attested.group()
            + millis.map(duration -> " millis=" + duration).orElse(""));
  }

  private void report(BackingJob job, DetectedMisbehavior detected) {
    ports.count(Metric.MISBEHAVIORS, 1);
    ports.explain(
        Step.MISBEHAVIOR,
        job.context().parent(),
        "validator="
            + detected.validator()
            + " kind="
            + detected.misbehavior().getClass().getSimpleName());
    ports.send(
        new ProvisionableData(
            job.context().parent(),
            new Provisionable.MisbehaviorReport(detected.validator(), detected.misbehavior())));
  }
}
