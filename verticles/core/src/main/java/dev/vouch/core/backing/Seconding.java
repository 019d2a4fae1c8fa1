package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.table.Summary;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.CollatorProtocolMessage.Invalid;
import dev.vouch.messages.CollatorProtocolMessage.Seconded;
import dev.vouch.messages.Failure;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.StatementDistributionInput.Share;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.DescriptorAcceptance;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.StatementWithPvd;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** From a collation to our {@code Seconded} statement (backing spec 2.9, 2.11). */
final class Seconding {
  private final Ports ports;
  private final BackingJobs jobs;
  private final Validations validations;
  private final SecondingCheck check;
  private final OwnStatements own;
  private final StatementImport imports;
  private final AfterImport afterImport;
  private final BooleanSupplier v3Seen;

  Seconding(
      Ports ports,
      BackingJobs jobs,
      Validations validations,
      SecondingCheck check,
      OwnStatements own,
      StatementImport imports,
      AfterImport afterImport,
      BooleanSupplier v3Seen) {
    this.ports = ports;
    this.jobs = jobs;
    this.validations = validations;
    this.check = check;
    this.own = own;
    this.imports = imports;
    this.afterImport = afterImport;
    this.v3Seen = v3Seen;
  }

  /** The order of the tests is the protocol's. */
  void second(CandidateBackingMessage.Second message) {
    CandidateReceipt receipt = message.candidate();
    CandidateDescriptor descriptor = receipt.descriptor();
    CandidateHash hash = receipt.hash();
    Work.Second work = new Work.Second(hash, receipt, message.pvd(), message.pov());
    ports.explain(Step.SECOND_REQUESTED, descriptor, hash, "pov=" + message.pov().length());
    if (!descriptor.persistedValidationDataHash().equals(message.pvd().hash())) {
      refuse(work, "the persisted validation data is not what the descriptor names");
      return;
    }
    DescriptorAcceptance acceptance = descriptor.acceptance(v3Seen.getAsBoolean());
    if (acceptance != DescriptorAcceptance.ACCEPTED) {
      refuse(work, "descriptor version refused: " + acceptance);
      ports.send(new Invalid(descriptor.schedulingParent(), receipt));
      return;
    }
    Optional<BackingJob> job = jobs.find(descriptor.schedulingParent());
    if (job.isEmpty()) {
      refuse(work, "the scheduling parent is not in view");
      return;
    }
    Optional<String> refusal = refusal(job.get(), work);
    if (refusal.isPresent()) {
      refuse(work, refusal.get());
      return;
    }
    boolean started =
        validations.start(job.get(), work, result -> afterResult(job.get(), work, result));
    if (started) {
      job.get().secondRequestedAt().put(hash, ports.nowMillis());
    }
  }

  private Optional<String> refusal(BackingJob job, Work.Second work) {
    Optional<String> notToSign = job.context().reasonNotToSign();
    if (notToSign.isPresent()) {
      return notToSign;
    }
    boolean assigned =
        job.context()
            .assignedCore()
            .map(job.context().assignments()::claims)
            .filter(claims -> claims.contains(work.descriptor().paraId()))
            .isPresent();
    if (!assigned) {
      return Optional.of("our group's core has no claim of the para");
    }
    if (job.issued().contains(work.hash())) {
      return Optional.of("we have signed about it or found it invalid");
    }
    if (job.running().containsKey(work.hash())) {
      return Optional.of("it is being validated already");
    }
    return overLimit(job, work.hash());
  }

  private Optional<String> overLimit(BackingJob job, CandidateHash hash) {
    int limit = own.secondingLimit(job);
    return job.secondedHere().contains(hash) || job.secondedHere().size() < limit
        ? Optional.empty()
        : Optional.of("we have seconded " + limit + " under this scheduling parent, the limit");
  }

  private void refuse(Work work, String reason) {
    ports.count(Metric.SECONDINGS_REFUSED, 1);
    ports.explain(Step.REFUSED, work.descriptor(), work.hash(), reason);
  }

  private Pending<Done> afterResult(BackingJob job, Work.Second work, JobResult result) {
    return onResult(job, work, result)
        .map(
            done -> {
              if (!job.secondedHere().contains(work.hash())) {
                job.secondRequestedAt().remove(work.hash());
              }
              return done;
            });
  }

  private Pending<Done> onResult(BackingJob job, Work.Second work, JobResult result) {
    return switch (result) {
      case JobResult.Good good -> good(job, work, good);
      case JobResult.Bad bad -> {
        ports.send(new Invalid(job.context().parent(), work.receipt()));
        yield Pending.done();
      }
      // Nobody is told: neither the candidate nor the collator is at fault.
      case JobResult.NoPoV noPoV -> Pending.done();
      case JobResult.Failed failed -> Pending.done();
    };
  }

  private Pending<Done> good(BackingJob job, Work.Second work, JobResult.Good good) {
    if (job.issued().contains(work.hash())) {
      return Pending.done();
    }
    Optional<String> overLimit = overLimit(job, work.hash());
    if (overLimit.isPresent()) {
      refuse(work, overLimit.get());
      return Pending.done();
    }
    CommittedCandidateReceipt committed =
        new CommittedCandidateReceipt(work.descriptor(), good.commitments());
    if (!committed.commitments().hash().equals(work.receipt().commitmentsHash())) {
      validations.abstain(work, "the verdict came with other commitments than the receipt's");
      return Pending.done();
    }
    return check
        .refusal(new HypotheticalCandidate.Complete(work.hash(), committed, good.pvd()))
        .flatMap(
            refusal -> {
              if (refusal.isPresent()) {
                refuse(work, refusal.get());
                return Pending.done();
              }
              return introduce(job, work, new StatementWithPvd.Seconded(committed, good.pvd()));
            });
  }

  /**
   * Introduces before signing, so that a candidate without a future does not use up what the
   * signing record lets us second.
   */
  private Pending<Done> introduce(
      BackingJob job, Work.Second work, StatementWithPvd.Seconded statement) {
    return imports
        .introduce(job, work.hash(), statement.candidate(), statement.persistedValidationData())
        .flatMap(
            accepted -> {
              if (!accepted) {
                refuse(work, "prospective parachains do not take the candidate");
                ports.send(new Invalid(job.context().parent(), work.receipt()));
                return Pending.done();
              }
              return own.sign(job, work.descriptor(), statement)
                  .map(outcome -> signed(job, work, outcome));
            });
  }

  private Done signed(
      BackingJob job, Work.Second work, Outcome<SignedFullStatementWithPvd> outcome) {
    switch (outcome) {
      case Outcome.Failed<SignedFullStatementWithPvd>(Failure failure) ->
          validations.abstain(work, "not signed: " + failure.reason());
      case Outcome.Answered<SignedFullStatementWithPvd>(SignedFullStatementWithPvd statement) ->
          imported(job, work, statement, imports.intoTable(job, statement, work.hash()));
    }
    return Done.DONE;
  }

  private void imported(
      BackingJob job,
      Work.Second work,
      SignedFullStatementWithPvd statement,
      Outcome<Optional<Summary>> outcome) {
    // Signed is signed: whatever comes now, we never sign anything else about it.
    job.issued().add(work.hash());
    job.secondedHere().add(work.hash());
    switch (outcome) {
      case Outcome.Failed<Optional<Summary>>(Failure failure) ->
          validations.abstain(work, failure.reason());
      case Outcome.Answered<Optional<Summary>>(Optional<Summary> summary) -> {
        ports.count(Metric.CANDIDATES_SECONDED, 1);
        ports.explain(
            Step.SECONDED,
            work.descriptor(),
            work.hash(),
            "validator="
                + statement.validator()
                + job.context().assignedCore().map(core -> " core=" + core).orElse("")
                + " session="
                + job.context().sessionIndex());
        ports.send(new Share(job.context().parent(), statement));
        afterImport.run(job, summary);
        ports.send(new Seconded(job.context().parent(), statement.withoutPvd()));
      }
    }
  }
}
