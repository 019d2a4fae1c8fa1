package dev.vouch.core.bridge;

import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Candidates whose receipt and validation data are here (backing spec 4.8). Bounded by the
 * statements that are kept: a candidate is confirmed only after one of them named it.
 */
final class Candidates {
  private final Map<CandidateHash, Confirmed> confirmed = new LinkedHashMap<>();

  /** A candidate that can be handed to backing as soon as it has a place under some leaf. */
  static final class Confirmed {
    private final CandidateHash hash;
    private final CommittedCandidateReceipt receipt;
    private final PersistedValidationData pvd;
    private final Hash schedulingParent;
    private final GroupIndex group;
    private final Set<Hash> importableUnder = new LinkedHashSet<>();

    Confirmed(
        CandidateHash hash,
        CommittedCandidateReceipt receipt,
        PersistedValidationData pvd,
        Hash schedulingParent,
        GroupIndex group) {
      this.hash = hash;
      this.receipt = receipt;
      this.pvd = pvd;
      this.schedulingParent = schedulingParent;
      this.group = group;
    }

    CandidateHash hash() {
      return hash;
    }

    CommittedCandidateReceipt receipt() {
      return receipt;
    }

    PersistedValidationData pvd() {
      return pvd;
    }

    Hash schedulingParent() {
      return schedulingParent;
    }

    GroupIndex group() {
      return group;
    }

    boolean isImportable() {
      return !importableUnder.isEmpty();
    }

    HypotheticalCandidate hypothetical() {
      return new HypotheticalCandidate.Complete(hash, receipt, pvd);
    }
  }

  Optional<Confirmed> find(CandidateHash candidate) {
    return Optional.ofNullable(confirmed.get(candidate));
  }

  /** Keeps a candidate; false if it was there, which changes nothing. */
  boolean confirm(Confirmed candidate) {
    return confirmed.putIfAbsent(candidate.hash(), candidate) == null;
  }

  void noteImportable(CandidateHash candidate, List<Hash> leaves) {
    find(candidate).ifPresent(found -> found.importableUnder.addAll(leaves));
  }

  List<Confirmed> all() {
    return List.copyOf(confirmed.values());
  }

  /** Candidates that build on the output of this one. */
  List<Confirmed> childrenOf(Confirmed parent) {
    Hash head = parent.receipt().commitments().headData().hash();
    return confirmed.values().stream()
        .filter(candidate -> candidate.pvd().parentHead().hash().equals(head))
        .toList();
  }

  void leafDeactivated(Hash leaf) {
    confirmed.values().forEach(candidate -> candidate.importableUnder.remove(leaf));
  }

  void prune(Hash schedulingParent) {
    confirmed.values().removeIf(c -> c.schedulingParent().equals(schedulingParent));
  }
}
