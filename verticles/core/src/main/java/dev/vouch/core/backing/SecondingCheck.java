package dev.vouch.core.backing;

import dev.vouch.core.kernel.Pending;
import dev.vouch.core.view.ImplicitView;
import dev.vouch.messages.Failure;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.HypotheticalMemberships;
import dev.vouch.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** Would a candidate have a future under at least one active leaf (backing spec 2.12)? */
final class SecondingCheck {
  private final Ports ports;
  private final ImplicitView view;

  SecondingCheck(Ports ports, ImplicitView view) {
    this.ports = ports;
    this.view = view;
  }

  /** Empty when it may be seconded, else why not. */
  Pending<Optional<String>> refusal(HypotheticalCandidate candidate) {
    List<Hash> eligible =
        view.leaves().stream()
            .filter(leaf -> view.allows(leaf, candidate.schedulingParent()))
            .toList();
    if (eligible.isEmpty()) {
      return Pending.of(Optional.of("no active leaf allows the scheduling parent"));
    }
    List<Pending<Outcome<HypotheticalMemberships>>> answers =
        eligible.stream()
            .map(
                leaf ->
                    ports.ask(new GetHypotheticalMembership(List.of(candidate), Optional.of(leaf))))
            .toList();
    return Pending.all(answers).map(outcomes -> refusal(candidate, eligible, outcomes));
  }

  private static Optional<String> refusal(
      HypotheticalCandidate candidate,
      List<Hash> leaves,
      List<Outcome<HypotheticalMemberships>> outcomes) {
    boolean member = false;
    for (int i = 0; i < leaves.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Answered<HypotheticalMemberships>(HypotheticalMemberships answer) ->
            member |= isMember(answer, candidate, leaves.get(i));
        case Outcome.Failed<HypotheticalMemberships>(Failure failure) -> {
          return Optional.of("prospective parachains gave no answer: " + failure.reason());
        }
      }
    }
    return member
        ? Optional.empty()
        : Optional.of("prospective parachains see no future for it under any leaf");
  }

  private static boolean isMember(
      HypotheticalMemberships answer, HypotheticalCandidate candidate, Hash leaf) {
    return answer.memberships().stream()
        .anyMatch(
            membership ->
                membership.candidate().candidateHash().equals(candidate.candidateHash())
                    && membership.leaves().contains(leaf));
  }
}
