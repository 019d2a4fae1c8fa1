package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.bridge.Candidates.Confirmed;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.ProspectiveParachainsMessage.HypotheticalMemberships;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementWithPvd;
import java.util.List;
import java.util.Optional;

/**
 * Hands verified statements to backing once prospective parachains say that their candidate has a
 * place under some leaf (backing spec 4.9); proposals before votes.
 */
final class Delivery {
  private final Outside outside;
  private final BridgeState state;

  Delivery(Outside outside, BridgeState state) {
    this.outside = outside;
    this.state = state;
  }

  /** Asks for a place for the candidates, under one leaf or all, and hands over what got one. */
  Pending<Done> updateImportability(List<Confirmed> candidates, Optional<Hash> leaf) {
    if (candidates.isEmpty()) {
      return Pending.done();
    }
    List<HypotheticalCandidate> asked = candidates.stream().map(Confirmed::hypothetical).toList();
    return outside
        .ask(new ProspectiveParachainsMessage.GetHypotheticalMembership(asked, leaf))
        .map(
            outcome -> {
              if (outcome instanceof Outcome.Answered<HypotheticalMemberships>(var answer)) {
                answer.memberships().forEach(this::note);
              }
              return Done.DONE;
            });
  }

  private void note(ProspectiveParachainsMessage.Membership membership) {
    var candidate = membership.candidate().candidateHash();
    List<Hash> active = membership.leaves().stream().filter(state.view()::containsLeaf).toList();
    if (!active.isEmpty()) {
      state.candidates().noteImportable(candidate, active);
      state.candidates().find(candidate).ifPresent(this::deliver);
    }
  }

  /** Sends backing what it does not know about the candidate, if it may know it already. */
  void deliver(Confirmed candidate) {
    Optional<Tracked> tracked = state.tracked(candidate.schedulingParent());
    if (tracked.isEmpty()
        || !candidate.isImportable()
        || !tracked
            .get()
            .scheduling()
            .isAssigned(candidate.group(), candidate.receipt().descriptor().paraId())) {
      return;
    }
    for (SignedStatement signed :
        tracked.get().store().takeFresh(candidate.group(), candidate.hash())) {
      outside.send(
          new CandidateBackingMessage.Statement(
              candidate.schedulingParent(),
              new SignedFullStatementWithPvd(
                  full(candidate, signed.statement()), signed.validator(), signed.signature())));
    }
  }

  private static StatementWithPvd full(Confirmed candidate, CompactStatement statement) {
    return switch (statement) {
      case CompactStatement.Seconded s ->
          new StatementWithPvd.Seconded(candidate.receipt(), candidate.pvd());
      case CompactStatement.Valid v -> new StatementWithPvd.Valid(candidate.hash());
    };
  }
}
