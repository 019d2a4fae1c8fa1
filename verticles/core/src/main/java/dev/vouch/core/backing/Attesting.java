package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.table.Summary;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.StatementDistributionInput.Share;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.DescriptorAcceptance;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidatorIndex;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** From other validators' statements to our {@code Valid} (backing spec 2.13, 2.15, 2.11). */
final class Attesting {
  private final Ports ports;
  private final BackingJobs jobs;
  private final Validations validations;
  private final OwnStatements own;
  private final StatementImport imports;
  private final AfterImport afterImport;
  private final BooleanSupplier v3Seen;

  Attesting(
      Ports ports,
      BackingJobs jobs,
      Validations validations,
      OwnStatements own,
      StatementImport imports,
      AfterImport afterImport,
      BooleanSupplier v3Seen) {
    this.ports = ports;
    this.jobs = jobs;
    this.validations = validations;
    this.own = own;
    this.imports = imports;
    this.afterImport = afterImport;
    this.v3Seen = v3Seen;
  }

  Pending<Done> statement(CandidateBackingMessage.Statement message) {
    SignedFullStatementWithPvd signed = message.statement();
    Optional<BackingJob> job = jobs.find(message.schedulingParent());
    if (job.isEmpty() || !admits(job.get(), signed)) {
      ports.count(Metric.STATEMENTS_REFUSED, 1);
      return Pending.done();
    }
    CandidateHash hash = signed.statement().candidateHash();
    return imports
        .importStatement(job.get(), signed, hash)
        .map(
            outcome -> {
              switch (outcome) {
                case Outcome.Failed<Optional<Summary>>(Failure failure) ->
                    notImported(signed, hash, failure);
                case Outcome.Answered<Optional<Summary>>(Optional<Summary> summary) ->
                    imported(job.get(), signed, hash, summary);
              }
              return Done.DONE;
            });
  }

  private boolean admits(BackingJob job, SignedFullStatementWithPvd signed) {
    if (job.context().disabled().contains(signed.validator())) {
      return false;
    }
    return switch (signed.statement()) {
      case StatementWithPvd.Valid valid -> true;
      case StatementWithPvd.Seconded seconded -> {
        var descriptor = seconded.candidate().descriptor();
        yield descriptor.acceptance(v3Seen.getAsBoolean()) == DescriptorAcceptance.ACCEPTED
            && descriptor.schedulingParent().equals(job.context().parent());
      }
    };
  }

  private void notImported(SignedFullStatementWithPvd signed, CandidateHash hash, Failure failure) {
    ports.count(Metric.STATEMENTS_REFUSED, 1);
    if (signed.statement() instanceof StatementWithPvd.Seconded seconded) {
      ports.explain(Step.DROPPED, seconded.candidate().descriptor(), hash, failure.reason());
    }
  }

  private void imported(
      BackingJob job,
      SignedFullStatementWithPvd signed,
      CandidateHash hash,
      Optional<Summary> summary) {
    afterImport.run(job, summary);
    if (isOwn(job, signed.validator())) {
      // From before a restart: never sign anything else about it.
      job.issued().add(hash);
      return;
    }
    boolean ours = summary.map(Summary::group).equals(job.context().assignedCore());
    if (summary.isPresent() && ours && sourceFound(job, signed, hash)) {
      attest(job, hash);
    }
  }

  private static boolean isOwn(BackingJob job, ValidatorIndex signer) {
    return job.context().local().map(local -> local.index().equals(signer)).orElse(false);
  }

  /** Takes up the signer as a source of the PoV; false if somebody else is being asked. */
  private static boolean sourceFound(
      BackingJob job, SignedFullStatementWithPvd signed, CandidateHash hash) {
    AttestingData data = job.fallbacks().get(hash);
    boolean running = job.running().containsKey(hash);
    if (data == null) {
      if (!(signed.statement() instanceof StatementWithPvd.Seconded)) {
        return false;
      }
      CandidateReceipt receipt = job.table().candidate(hash).orElseThrow().toPlain();
      job.fallbacks().put(hash, new AttestingData(receipt, signed.validator()));
      return true;
    }
    // Also for a further Seconded, which in the reference makes it forget the others (CB-q2).
    if (running) {
      data.remember(signed.validator());
      return false;
    }
    data.ask(signed.validator());
    return true;
  }

  private void attest(BackingJob job, CandidateHash hash) {
    AttestingData data = job.fallbacks().get(hash);
    PersistedValidationData pvd = job.introduced().get(hash);
    if (data == null || pvd == null || job.issued().contains(hash)) {
      return;
    }
    Work.Attest work = new Work.Attest(hash, data.receipt(), pvd, data.source());
    Optional<String> notToSign = job.context().reasonNotToSign();
    if (notToSign.isPresent()) {
      ports.explain(Step.ABSTAINED, work.descriptor(), hash, notToSign.get());
      return;
    }
    validations.start(job, work, result -> onResult(job, work, result));
  }

  private Pending<Done> onResult(BackingJob job, Work.Attest work, JobResult result) {
    return switch (result) {
      case JobResult.Good good -> good(job, work);
      case JobResult.Bad bad -> {
        job.fallbacks().remove(work.hash());
        job.issued().add(work.hash());
        yield Pending.done();
      }
      case JobResult.NoPoV noPoV -> {
        AttestingData data = job.fallbacks().get(work.hash());
        if (data != null && data.turnToNext().isPresent()) {
          attest(job, work.hash());
        }
        yield Pending.done();
      }
      // The source stays known: the next vote tries again (CB-q1).
      case JobResult.Failed failed -> Pending.done();
    };
  }

  private Pending<Done> good(BackingJob job, Work.Attest work) {
    if (job.issued().contains(work.hash())) {
      job.fallbacks().remove(work.hash());
      return Pending.done();
    }
    return own.sign(job, work.descriptor(), new StatementWithPvd.Valid(work.hash()))
        .map(
            outcome -> {
              switch (outcome) {
                case Outcome.Failed<SignedFullStatementWithPvd>(Failure failure) ->
                    notSigned(job, work, failure);
                case Outcome.Answered<SignedFullStatementWithPvd>(var statement) ->
                    voted(job, work, statement);
              }
              return Done.DONE;
            });
  }

  private void notSigned(BackingJob job, Work.Attest work, Failure failure) {
    if (failure.kind() == Failure.Kind.BAD_REQUEST) {
      job.issued().add(work.hash());
      job.fallbacks().remove(work.hash());
    } else {
      job.countFailure(work.hash());
    }
    validations.abstain(work, "not signed: " + failure.reason());
  }

  private void voted(BackingJob job, Work.Attest work, SignedFullStatementWithPvd statement) {
    job.fallbacks().remove(work.hash());
    job.issued().add(work.hash());
    switch (imports.intoTable(job, statement, work.hash())) {
      case Outcome.Failed<Optional<Summary>>(Failure failure) ->
          validations.abstain(work, failure.reason());
      case Outcome.Answered<Optional<Summary>>(Optional<Summary> summary) -> {
        ports.explain(
            Step.VOTED_VALID,
            work.descriptor(),
            work.hash(),
            "validator="
                + statement.validator()
                + job.context().assignedCore().map(core -> " core=" + core).orElse("")
                + " session="
                + job.context().sessionIndex());
        ports.send(new Share(job.context().parent(), statement));
        afterImport.run(job, summary);
      }
    }
  }
}
