package dev.vouch.core.prospective;

import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.Membership;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Under which active leaves a candidate would have a future, without adding it anywhere. */
final class Memberships {
  private final Map<Hash, TrackedBlock> tracked;
  private final Set<Hash> activeLeaves;
  private final RelayParents relayParents;

  /**
   * @param tracked read anew for every question, as are the active leaves
   */
  Memberships(Map<Hash, TrackedBlock> tracked, Set<Hash> activeLeaves, RelayParents relayParents) {
    this.tracked = tracked;
    this.activeLeaves = activeLeaves;
    this.relayParents = relayParents;
  }

  Pending<List<Membership>> of(GetHypotheticalMembership get) {
    List<Hash> leaves =
        activeLeaves.stream()
            .filter(leaf -> get.fragmentChainRelayParent().map(leaf::equals).orElse(true))
            .toList();
    List<Membership> all = new ArrayList<>();
    return Pending.forEach(
            get.candidates(),
            candidate ->
                membership(candidate, leaves)
                    .map(
                        membership -> {
                          all.add(membership);
                          return Done.DONE;
                        }))
        .map(done -> all);
  }

  private Pending<Membership> membership(HypotheticalCandidate candidate, List<Hash> leaves) {
    List<Hash> member = new ArrayList<>();
    return Pending.forEach(
            leaves,
            leaf ->
                hasPotential(candidate, leaf)
                    .map(
                        yes -> {
                          if (yes) {
                            member.add(leaf);
                          }
                          return Done.DONE;
                        }))
        .map(done -> new Membership(candidate, member));
  }

  private Pending<Boolean> hasPotential(HypotheticalCandidate candidate, Hash leaf) {
    TrackedBlock block = tracked.get(leaf);
    FragmentChain chain = block == null ? null : block.chains().get(candidate.para());
    if (block == null || chain == null) {
      return Pending.of(false);
    }
    return switch (candidate) {
      case HypotheticalCandidate.Incomplete i ->
          Pending.of(
              isMember(
                  chain.canAddIncomplete(
                      i.candidateHash(), i.schedulingParent(), i.parentHeadDataHash())));
      case HypotheticalCandidate.Complete(var hash, var receipt, var pvd) ->
          switch (CandidateEntry.of(hash, receipt, pvd, false)) {
            case Checked.Refused<CandidateEntry> refused -> Pending.of(false);
            case Checked.Ok<CandidateEntry>(CandidateEntry entry) ->
                relayParents
                    .hold(leaf, block.session(), receipt.descriptor(), entry)
                    .map(holds -> holds && isMember(chain.canAddAsPotential(entry)));
          };
    };
  }

  private static boolean isMember(Optional<ConstraintError> refused) {
    return refused.map(FragmentChain::isAlreadyKnown).orElse(true);
  }
}
