package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.Optional;

/** Whether a candidate may ever join a chain, or the first rule against it (neighbours 1.9.6). */
final class Potential {
  private final Scope scope;
  private final BestChain chain;

  Potential(Scope scope, BestChain chain) {
    this.scope = scope;
    this.chain = chain;
  }

  private record Connection(Constraints constraints, long minRelayParent, boolean connected) {}

  /** Steps 1 to 4: all that can be said of a candidate that was only announced. */
  Optional<ConstraintError> checkLightly(
      CandidateHash hash, Hash schedulingParent, Hash parentHead, Optional<Hash> outputHead) {
    if (!scope.scheduling().contains(schedulingParent)) {
      return Optional.of(ConstraintError.of("SchedulingParentNotInScope"));
    }
    if (outputHead.filter(parentHead::equals).isPresent()) {
      return Optional.of(ConstraintError.of("ZeroLengthCycle"));
    }
    Optional<CandidateEntry> rival = chain.onParent(parentHead);
    if (rival.filter(r -> scope.isPending(r.candidateHash())).isPresent()) {
      return Optional.of(ConstraintError.of("ForkWithCandidatePendingAvailability"));
    }
    if (rival.filter(r -> r.candidateHash().compareTo(hash) < 0).isPresent()) {
      return Optional.of(ConstraintError.of("ForkChoiceRule"));
    }
    if (outputHead.filter(chain::isParentHead).isPresent()) {
      return Optional.of(ConstraintError.of("Cycle"));
    }
    if (outputHead.filter(chain::isOutputHead).isPresent()) {
      return Optional.of(ConstraintError.of("MultiplePaths"));
    }
    return Optional.empty();
  }

  /** All steps. */
  Optional<ConstraintError> check(CandidateEntry entry) {
    Optional<ConstraintError> light =
        checkLightly(
            entry.candidateHash(),
            entry.schedulingParent(),
            entry.parentHeadHash(),
            Optional.of(entry.outputHeadHash()));
    return light.isPresent() ? light : checkRelayParent(entry);
  }

  private Optional<ConstraintError> checkRelayParent(CandidateEntry entry) {
    RelayParentInfo relayParent = entry.relayParent();
    if (chain
        .lastPending(scope)
        .filter(pending -> relayParent.number() < pending.relayParent().number())
        .isPresent()) {
      return Optional.of(ConstraintError.of("RelayParentPrecedesCandidatePendingAvailability"));
    }
    return switch (connect(entry)) {
      case Checked.Refused<Connection> refused ->
          Optional.of(ConstraintError.of("ComputeConstraints"));
      case Checked.Ok<Connection>(Connection connection) -> checkConnected(entry, connection);
    };
  }

  private Checked<Connection> connect(CandidateEntry entry) {
    Optional<BestChain.Node> parent = chain.making(entry.parentHeadHash());
    if (parent.isPresent()) {
      BestChain.Node node = parent.orElseThrow();
      return scope
          .base()
          .apply(node.total())
          .flatMap(c -> Checked.ok(new Connection(c, node.relayParent().number(), true)));
    }
    boolean onBase = entry.parentHeadHash().equals(scope.base().requiredParent().hash());
    return Checked.ok(new Connection(scope.base(), 0, onBase));
  }

  private static Optional<ConstraintError> checkConnected(
      CandidateEntry entry, Connection connection) {
    RelayParentInfo relayParent = entry.relayParent();
    if (relayParent.number() < connection.constraints.minRelayParentNumber()) {
      return Optional.of(ConstraintError.of("RelayParentNotInScope"));
    }
    if (relayParent.number() < connection.minRelayParent) {
      return Optional.of(ConstraintError.of("RelayParentMovedBackwards"));
    }
    if (!connection.connected) {
      return Fragment.checkLimits(relayParent, connection.constraints, entry.candidate());
    }
    return switch (Fragment.check(relayParent, connection.constraints, entry.candidate())) {
      case Checked.Ok<Modifications> ok -> Optional.empty();
      case Checked.Refused<Modifications>(ConstraintError error) -> Optional.of(error);
    };
  }
}
