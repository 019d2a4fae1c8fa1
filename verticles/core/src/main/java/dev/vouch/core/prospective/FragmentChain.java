package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One para's candidates under one relay chain block: the best chain, which is linear and backed,
 * and candidates that may connect later (neighbours spec 1.9). A candidate is never in both.
 *
 * <p>The result depends only on which candidates are known and backed, never on the order in which
 * that was learned.
 */
final class FragmentChain {
  private final Scope scope;
  private final BestChain chain = new BestChain();
  private final Potential potential;
  private CandidateStorage unconnected = new CandidateStorage();

  private record Head(Hash hash, boolean hasPotential) {}

  private FragmentChain(Scope scope) {
    this.scope = scope;
    this.potential = new Potential(scope, chain);
  }

  /** A chain of the pending candidates alone. */
  static FragmentChain init(Scope scope, CandidateStorage pending) {
    FragmentChain created = new FragmentChain(scope);
    created.populateChain(pending);
    return created;
  }

  /** A chain that knows candidates and has connected none of them. */
  static FragmentChain ofUnconnected(Scope scope, CandidateStorage known) {
    FragmentChain created = new FragmentChain(scope);
    created.unconnected = known;
    return created;
  }

  /** Takes over what the chain under the parent block knew. */
  void populateFromPrevious(FragmentChain previous) {
    CandidateStorage storage = new CandidateStorage();
    previous.handOver(storage);
    regrow(storage, Optional.empty());
  }

  /**
   * Takes over what an older chain under the same block knew (PP-q3 mended): everything that both
   * know is judged anew, so that the result does not depend on who knew it.
   */
  void merge(FragmentChain older) {
    CandidateStorage storage = CandidateStorage.copyOf(unconnected);
    chain.entries().forEach(entry -> storage.merge(entry.asBacked()));
    older.handOver(storage);
    chain.cutBackTo(0);
    unconnected = new CandidateStorage();
    regrow(storage, Optional.empty());
  }

  private void handOver(CandidateStorage storage) {
    unconnected.entries().forEach(storage::merge);
    for (CandidateEntry entry : chain.entries()) {
      if (!scope.isPending(entry.candidateHash())) {
        storage.merge(entry.asBacked());
      }
    }
  }

  Scope scope() {
    return scope;
  }

  int length() {
    return chain.size();
  }

  List<CandidateHash> bestChain() {
    return chain.entries().stream().map(CandidateEntry::candidateHash).toList();
  }

  List<CandidateHash> unconnectedCandidates() {
    return unconnected.entries().stream().map(CandidateEntry::candidateHash).toList();
  }

  /** 1.9.4: extends the chain as long as one backed candidate fits; the lowest hash wins. */
  private void populateChain(CandidateStorage storage) {
    while (chain.size() < scope.maxBackableLength()) {
      if (!(scope.base().apply(chain.total())
          instanceof Checked.Ok<Constraints>(Constraints child))) {
        return;
      }
      Optional<BestChain.Node> next = pick(storage, child);
      if (next.isEmpty()) {
        return;
      }
      storage.remove(next.orElseThrow().entry().candidateHash());
      chain.add(next.orElseThrow());
    }
  }

  private Optional<BestChain.Node> pick(CandidateStorage storage, Constraints child) {
    return storage.children(child.requiredParent().hash()).stream()
        .filter(CandidateEntry::backed)
        .flatMap(entry -> asNode(entry, child).stream())
        .min(
            Comparator.comparing(
                    (BestChain.Node node) -> !scope.isPending(node.entry().candidateHash()))
                .thenComparing(node -> node.entry().candidateHash()));
  }

  private Optional<BestChain.Node> asNode(CandidateEntry entry, Constraints child) {
    RelayParentInfo pending = scope.pending().get(entry.candidateHash());
    if (pending == null && !scope.scheduling().contains(entry.schedulingParent())) {
      return Optional.empty();
    }
    if (chain.isParentHead(entry.outputHeadHash())
        || chain.isOutputHead(entry.outputHeadHash())
        || chain.contains(entry.candidateHash())) {
      return Optional.empty();
    }
    RelayParentInfo relayParent = pending == null ? entry.relayParent() : pending;
    boolean isFirstPending = pending != null && chain.size() == 0;
    if (!isFirstPending && relayParent.number() < earliestRelayParent()) {
      return Optional.empty();
    }
    Constraints constraints =
        pending == null ? child : child.withMinRelayParentNumber(relayParent.number());
    return Fragment.check(relayParent, constraints, entry.candidate())
            instanceof Checked.Ok<Modifications>(Modifications own)
        ? Optional.of(new BestChain.Node(relayParent, entry, chain.total().stack(own)))
        : Optional.empty();
  }

  private long earliestRelayParent() {
    return chain
        .last()
        .map(node -> node.relayParent().number())
        .orElse(scope.base().minRelayParentNumber());
  }

  /** 1.9.5: a quorum was reached; the chain is cut back to the candidate's parent and regrown. */
  void candidateBacked(CandidateHash hash) {
    CandidateEntry entry = unconnected.get(hash);
    if (chain.contains(hash) || entry == null) {
      return;
    }
    unconnected.markBacked(hash);
    Hash parent = entry.parentHeadHash();
    if (!revertTo(parent)) {
      return;
    }
    CandidateStorage storage = unconnected;
    unconnected = new CandidateStorage();
    regrow(storage, Optional.of(parent));
  }

  private void regrow(CandidateStorage storage, Optional<Hash> trimFrom) {
    populateChain(storage);
    // The chain's own copy counts. Left here, a candidate that has just become pending would look
    // like a fork of itself, and its seconded children would be trimmed (the reference does so).
    scope.pending().keySet().forEach(storage::remove);
    trimUneligibleForks(storage, trimFrom);
    populateUnconnected(storage);
  }

  private boolean revertTo(Hash parentHead) {
    boolean onBase = parentHead.equals(scope.base().requiredParent().hash());
    int keep = onBase ? 0 : chain.lengthUpTo(parentHead);
    if (!onBase && keep == 0) {
      return false;
    }
    chain.cutBackTo(keep).forEach(entry -> unconnected.merge(entry.asBacked()));
    return true;
  }

  /** Adds a candidate that was seconded, if it may ever connect. */
  Optional<ConstraintError> tryAddingSeconded(CandidateEntry entry) {
    if (entry.backed()) {
      return Optional.of(ConstraintError.of("IntroduceBackedCandidate"));
    }
    Optional<ConstraintError> refused = canAddAsPotential(entry);
    if (refused.isEmpty() && !unconnected.add(entry)) {
      return Optional.of(ConstraintError.of("TooManyCandidates"));
    }
    return refused;
  }

  static boolean isAlreadyKnown(ConstraintError error) {
    return error.kind().equals("CandidateAlreadyKnown");
  }

  Optional<ConstraintError> canAddAsPotential(CandidateEntry entry) {
    return isKnown(entry.candidateHash())
        ? Optional.of(ConstraintError.of("CandidateAlreadyKnown"))
        : potential.check(entry);
  }

  /** The check of a candidate of which only an announcement is known (1.9.6 steps 1 to 4). */
  Optional<ConstraintError> canAddIncomplete(
      CandidateHash hash, Hash schedulingParent, Hash parentHead) {
    return isKnown(hash)
        ? Optional.of(ConstraintError.of("CandidateAlreadyKnown"))
        : potential.checkLightly(hash, schedulingParent, parentHead, Optional.empty());
  }

  private boolean isKnown(CandidateHash hash) {
    return chain.contains(hash) || unconnected.contains(hash);
  }

  /** 1.9.7: a fork that lost drags its whole subtree out. */
  private void trimUneligibleForks(CandidateStorage storage, Optional<Hash> start) {
    Deque<Head> queue = new ArrayDeque<>();
    if (start.isPresent()) {
      queue.add(new Head(start.orElseThrow(), true));
    } else if (chain.size() == 0) {
      queue.add(new Head(scope.base().requiredParent().hash(), true));
    } else {
      chain.entries().forEach(entry -> queue.add(new Head(entry.parentHeadHash(), true)));
    }
    Set<Hash> visited = new HashSet<>();
    Set<Head> done = new HashSet<>();
    while (!queue.isEmpty()) {
      Head head = queue.remove();
      if (!done.add(head)) {
        // Reached again over another candidate: nothing new, and many such would multiply.
        continue;
      }
      visited.add(head.hash());
      for (CandidateEntry child : storage.children(head.hash())) {
        if (visited.contains(child.outputHeadHash())) {
          continue;
        }
        boolean keeps = head.hasPotential() && potential.check(child).isEmpty();
        queue.add(new Head(child.outputHeadHash(), keeps));
        if (!keeps) {
          storage.remove(child.candidateHash());
        }
      }
    }
  }

  private void populateUnconnected(CandidateStorage storage) {
    for (CandidateEntry entry : storage.entries()) {
      if (!scope.isPending(entry.candidateHash()) && canAddAsPotential(entry).isEmpty()) {
        unconnected.merge(entry);
      }
    }
  }

  boolean contains(CandidateHash hash) {
    return isKnown(hash);
  }

  boolean isBacked(CandidateHash hash) {
    CandidateEntry entry = unconnected.get(hash);
    return chain.contains(hash) || (entry != null && entry.backed());
  }

  /** Up to {@code count} candidates after the ancestors, before the first pending one (1.9.8). */
  List<CandidateEntry> findBackableChain(Set<CandidateHash> ancestors, long count) {
    Set<CandidateHash> remaining = new HashSet<>(ancestors);
    return chain.entries().stream()
        .dropWhile(entry -> remaining.remove(entry.candidateHash()))
        .takeWhile(entry -> !scope.isPending(entry.candidateHash()))
        .limit(count)
        .toList();
  }

  Optional<HeadData> headDataByHash(Hash hash) {
    HeadData base = scope.base().requiredParent();
    return base.hash().equals(hash)
        ? Optional.of(base)
        : chain.headDataByHash(hash).or(() -> unconnected.headDataByHash(hash));
  }
}
