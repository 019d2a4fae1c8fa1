package dev.vouch.core.backing;

import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.view.ImplicitView;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.SignerMessage.SignStatement;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.StatementWithPvd;

/** Has our statements signed, and knows how many candidates we may second (seed A-13). */
final class OwnStatements {
  private final Ports ports;
  private final ImplicitView view;
  private final BackingConfig config;

  OwnStatements(Ports ports, ImplicitView view, BackingConfig config) {
    this.ports = ports;
    this.view = view;
    this.config = config;
  }

  /**
   * How many candidates we may second under the job's scheduling parent: as many as the assigned
   * core has claims, but one where only leaves themselves are allowed (no asynchronous backing).
   */
  int secondingLimit(BackingJob job) {
    Hash parent = job.context().parent();
    boolean asynchronous =
        view.leaves().stream()
            .filter(leaf -> view.allows(leaf, parent))
            .anyMatch(leaf -> view.allowedParentsUnder(leaf).orElseThrow().size() > 1);
    if (config.strictSingleSecond() || !asynchronous) {
      return 1;
    }
    int claims =
        job.context()
            .assignedCore()
            .map(core -> job.context().assignments().claims(core).size())
            .orElse(0);
    return Math.max(1, claims);
  }

  /** Fails with BAD_REQUEST where the signing record forbids the statement. */
  Pending<Outcome<SignedFullStatementWithPvd>> sign(
      BackingJob job, CandidateDescriptor descriptor, StatementWithPvd statement) {
    if (job.context().local().isEmpty()) {
      return Outcomes.failed(
          new Failure(Failure.Kind.BAD_REQUEST, "this node is no validator of the session"));
    }
    LocalValidator local = job.context().local().get();
    return Outcomes.map(
        ports.ask(
            new SignStatement(
                local.key(),
                local.index(),
                descriptor.paraId(),
                descriptor.relayParent(),
                statement.compact(),
                job.context().signingContext(),
                secondingLimit(job))),
        signed -> {
          ports.count(Metric.SIGNED_STATEMENTS, 1);
          return new SignedFullStatementWithPvd(
              statement, local.index(), signed.statement().signature());
        });
  }
}
