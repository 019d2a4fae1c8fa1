package dev.vouch.core.prospective;

import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage.GetProspectiveValidationData;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The validation data of a candidate from what the active leaves know together (PP-13). */
final class ValidationDataSearch {
  private final Map<Hash, TrackedBlock> tracked;
  private final Set<Hash> activeLeaves;
  private final RelayParents relayParents;

  /**
   * @param tracked read anew for every question, as are the active leaves
   */
  ValidationDataSearch(
      Map<Hash, TrackedBlock> tracked, Set<Hash> activeLeaves, RelayParents relayParents) {
    this.tracked = tracked;
    this.activeLeaves = activeLeaves;
    this.relayParents = relayParents;
  }

  /** Empty unless both the parent head and the relay parent are known. */
  Pending<Optional<PersistedValidationData>> find(GetProspectiveValidationData get) {
    ParentData[] known = {new ParentData(get.parentHead().data(), Optional.empty(), 0)};
    List<Hash> leaves = List.copyOf(activeLeaves);
    return Pending.forEach(
            leaves,
            leaf -> {
              TrackedBlock block = tracked.get(leaf);
              FragmentChain chain = block == null ? null : block.chains().get(get.para());
              if (chain == null) {
                return Pending.done();
              }
              ParentData before = known[0];
              Optional<HeadData> head =
                  before.head().or(() -> chain.headDataByHash(get.parentHead().hash()));
              if (before.relayParent().isPresent()) {
                known[0] = new ParentData(head, before.relayParent(), before.maxPovSize());
                return Pending.done();
              }
              return relayParents
                  .find(leaf, get.relayParentSession(), get.candidateRelayParent())
                  .map(
                      outcome -> {
                        known[0] =
                            new ParentData(head, found(outcome), chain.scope().base().maxPovSize());
                        return Done.DONE;
                      });
            })
        .map(done -> known[0].toPvd());
  }

  private static Optional<RelayParentInfo> found(Outcome<RelayParents.Found> outcome) {
    return outcome instanceof Outcome.Answered<RelayParents.Found>(RelayParents.Found found)
        ? found.info()
        : Optional.empty();
  }

  private record ParentData(
      Optional<HeadData> head, Optional<RelayParentInfo> relayParent, long maxPovSize) {
    Optional<PersistedValidationData> toPvd() {
      return head.flatMap(
          data ->
              relayParent.map(
                  rp ->
                      new PersistedValidationData(
                          data, rp.number(), rp.storageRoot(), maxPovSize)));
    }
  }
}
