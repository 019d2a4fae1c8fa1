package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.table.StatementTable;
import dev.vouch.core.table.Summary;
import dev.vouch.core.table.TableStatement;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage.IntroduceSecondedCandidate;
import dev.vouch.messages.ProspectiveParachainsMessage.Introduced;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.StatementWithPvd;
import java.util.Optional;

/** Puts statements, own and foreign, into the table of their job (backing spec 2.13). */
final class StatementImport {
  private final Ports ports;

  StatementImport(Ports ports) {
    this.ports = ports;
  }

  /**
   * Tells prospective parachains of a candidate, unless they know it from here.
   *
   * @return false if they refuse it or give no answer
   */
  Pending<Boolean> introduce(
      BackingJob job,
      CandidateHash hash,
      CommittedCandidateReceipt receipt,
      PersistedValidationData pvd) {
    if (job.introduced().containsKey(hash)) {
      return Pending.of(true);
    }
    if (job.introduced().size() >= StatementTable.MAX_CANDIDATES) {
      return Pending.of(false);
    }
    return ports
        .ask(new IntroduceSecondedCandidate(receipt.descriptor().paraId(), receipt, pvd))
        .map(
            outcome -> {
              boolean accepted =
                  outcome instanceof Outcome.Answered<Introduced>(Introduced answer)
                      && answer.accepted();
              if (accepted) {
                job.introduced().put(hash, pvd);
              }
              return accepted;
            });
  }

  /** Imports a statement; fails where it cannot be placed. */
  Pending<Outcome<Optional<Summary>>> importStatement(
      BackingJob job, SignedFullStatementWithPvd signed, CandidateHash hash) {
    if (!(signed.statement() instanceof StatementWithPvd.Seconded seconded)) {
      return Pending.of(intoTable(job, signed, hash));
    }
    return introduce(job, hash, seconded.candidate(), seconded.persistedValidationData())
        .flatMap(
            accepted ->
                accepted
                    ? Pending.of(intoTable(job, signed, hash))
                    : Outcomes.failed(
                        new Failure(
                            Failure.Kind.BAD_REQUEST,
                            "prospective parachains do not take the candidate")));
  }

  /** Imports a statement about a candidate that was introduced before. */
  Outcome<Optional<Summary>> intoTable(
      BackingJob job, SignedFullStatementWithPvd signed, CandidateHash hash) {
    Optional<ParaId> para =
        signed.statement() instanceof StatementWithPvd.Seconded seconded
            ? Optional.of(seconded.candidate().descriptor().paraId())
            : Optional.empty();
    Optional<CoreIndex> core = job.context().assignments().coreOf(signed.validator(), para);
    if (core.isEmpty()) {
      return Outcome.failed(
          Failure.Kind.BAD_REQUEST,
          "validator " + signed.validator() + " has no core here that claims the para");
    }
    Optional<Summary> summary =
        job.table()
            .importStatement(
                job.context().assignments(),
                core.get(),
                new TableStatement(
                    hash, signed.statement().withoutPvd(), signed.validator(), signed.signature()));
    summary.ifPresent(changed -> tell(job, signed, changed));
    return Outcome.answered(summary);
  }

  private void tell(BackingJob job, SignedFullStatementWithPvd signed, Summary summary) {
    ports.count(Metric.STATEMENTS_IMPORTED, 1);
    boolean seconded = signed.statement() instanceof StatementWithPvd.Seconded;
    boolean own =
        job.context().local().map(local -> local.index().equals(signed.validator())).orElse(false);
    ports.explain(
        Step.STATEMENT_IMPORTED,
        job.table().candidate(summary.candidate()).orElseThrow().descriptor(),
        summary.candidate(),
        "validator="
            + signed.validator()
            + " kind="
            + (seconded ? "seconded" : "valid")
            + " votes="
            + summary.validityVotes()
            + " core="
            + summary.group()
            + " own="
            + own);
  }
}
