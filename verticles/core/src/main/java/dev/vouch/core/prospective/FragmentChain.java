package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One para's candidates under one relay chain block: the best chain, which is linear and backed,
 * and candidates that may connect later (neighbours spec 1.9). A candidate is never in both.
 *
 * <p>The result depends only on which candidates are known and backed, never on the order in which
 * that was learned.
 */
final class FragmentChain {
  private final Scope scope;
  private final List<Node> chain = new ArrayList<>();
  private CandidateStorage unconnected = new CandidateStorage();

  private record Node(
      RelayParentInfo relayParent, CandidateEntry entry, Modifications own, Modifications total) {}

  private record Head(Hash hash, boolean hasPotential) {}

  private record Connection(Constraints constraints, long minRelayParent, boolean connected) {}

  private FragmentChain(Scope scope) {
    this.scope = scope;
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
    chain.forEach(node -> storage.merge(node.entry.asBacked()));
    older.handOver(storage);
    chain.clear();
    unconnected = new CandidateStorage();
    regrow(storage, Optional.empty());
  }

  private void handOver(CandidateStorage storage) {
    unconnected.entries().forEach(storage::merge);
    for (Node node : chain) {
      if (!scope.isPending(node.entry.candidateHash())) {
        storage.merge(node.entry.asBacked());
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
    return chain.stream().map(node -> node.entry.candidateHash()).toList();
  }

  List<CandidateHash> unconnectedCandidates() {
    return unconnected.entries().stream().map(CandidateEntry::candidateHash).toList();
  }

  private boolean inChain(CandidateHash hash) {
    return chain.stream().anyMatch(node -> node.entry.candidateHash().equals(hash));
  }

  private boolean isParentHead(Hash head) {
    return chain.stream().anyMatch(node -> node.entry.parentHeadHash().equals(head));
  }

  private boolean isOutputHead(Hash head) {
    return chain.stream().anyMatch(node -> node.entry.outputHeadHash().equals(head));
  }

  /** 1.9.4: extends the chain as long as one backed candidate fits; the lowest hash wins. */
  private void populateChain(CandidateStorage storage) {
    Modifications total = chain.isEmpty() ? Modifications.identity() : chain.getLast().total;
    long earliest =
        chain.isEmpty()
            ? scope.base().minRelayParentNumber()
            : chain.getLast().relayParent.number();
    while (chain.size() < scope.maxBackableLength()) {
      if (!(scope.base().apply(total) instanceof Checked.Ok<Constraints>(Constraints child))) {
        return;
      }
      Optional<Node> next = pick(storage, child, total, earliest);
      if (next.isEmpty()) {
        return;
      }
      Node node = next.orElseThrow();
      storage.remove(node.entry.candidateHash());
      chain.add(node);
      total = node.total;
      earliest = node.relayParent.number();
    }
  }

  private Optional<Node> pick(
      CandidateStorage storage, Constraints child, Modifications total, long earliest) {
    return storage.children(child.requiredParent().hash()).stream()
        .filter(CandidateEntry::backed)
        .flatMap(entry -> asNode(entry, child, total, earliest).stream())
        .min(
            Comparator.comparing((Node node) -> !scope.isPending(node.entry.candidateHash()))
                .thenComparing(node -> node.entry.candidateHash()));
  }

  private Optional<Node> asNode(
      CandidateEntry entry, Constraints child, Modifications total, long earliest) {
    RelayParentInfo pending = scope.pending().get(entry.candidateHash());
    if (pending == null && !scope.scheduling().contains(entry.schedulingParent())) {
      return Optional.empty();
    }
    if (isParentHead(entry.outputHeadHash())
        || isOutputHead(entry.outputHeadHash())
        || inChain(entry.candidateHash())) {
      return Optional.empty();
    }
    RelayParentInfo relayParent = pending == null ? entry.relayParent() : pending;
    long minimum = pending != null && chain.isEmpty() ? relayParent.number() : earliest;
    if (relayParent.number() < minimum) {
      return Optional.empty();
    }
    Constraints constraints =
        pending == null ? child : child.withMinRelayParentNumber(relayParent.number());
    return Fragment.check(relayParent, constraints, entry.candidate())
            instanceof Checked.Ok<Modifications>(Modifications own)
        ? Optional.of(new Node(relayParent, entry, own, total.stack(own)))
        : Optional.empty();
  }

  /** 1.9.5: a quorum was reached; the chain is cut back to the candidate's parent and regrown. */
  void candidateBacked(CandidateHash hash) {
    CandidateEntry entry = unconnected.get(hash);
    if (inChain(hash) || entry == null) {
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
    int keep = -1;
    if (parentHead.equals(scope.base().requiredParent().hash())) {
      keep = 0;
    } else {
      for (int i = 0; i < chain.size(); i++) {
        if (chain.get(i).entry.outputHeadHash().equals(parentHead)) {
          keep = i + 1;
        }
      }
    }
    if (keep < 0) {
      return false;
    }
    while (chain.size() > keep) {
      unconnected.merge(chain.removeLast().entry.asBacked());
    }
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
        : checkPotential(entry);
  }

  /** The check of a candidate of which only an announcement is known (1.9.6 steps 1 to 4). */
  Optional<ConstraintError> canAddIncomplete(
      CandidateHash hash, Hash schedulingParent, Hash parentHead) {
    return isKnown(hash)
        ? Optional.of(ConstraintError.of("CandidateAlreadyKnown"))
        : checkLightly(hash, schedulingParent, parentHead, Optional.empty());
  }

  private boolean isKnown(CandidateHash hash) {
    return inChain(hash) || unconnected.contains(hash);
  }

  private Optional<ConstraintError> checkLightly(
      CandidateHash hash, Hash schedulingParent, Hash parentHead, Optional<Hash> outputHead) {
    if (!scope.scheduling().contains(schedulingParent)) {
      return Optional.of(ConstraintError.of("SchedulingParentNotInScope"));
    }
    if (outputHead.filter(parentHead::equals).isPresent()) {
      return Optional.of(ConstraintError.of("ZeroLengthCycle"));
    }
    for (Node node : chain) {
      if (node.entry.parentHeadHash().equals(parentHead)) {
        if (scope.isPending(node.entry.candidateHash())) {
          return Optional.of(ConstraintError.of("ForkWithCandidatePendingAvailability"));
        }
        if (node.entry.candidateHash().compareTo(hash) < 0) {
          return Optional.of(ConstraintError.of("ForkChoiceRule"));
        }
      }
    }
    if (outputHead.filter(this::isParentHead).isPresent()) {
      return Optional.of(ConstraintError.of("Cycle"));
    }
    if (outputHead.filter(this::isOutputHead).isPresent()) {
      return Optional.of(ConstraintError.of("MultiplePaths"));
    }
    return Optional.empty();
  }

  private Optional<ConstraintError> checkPotential(CandidateEntry entry) {
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
    Optional<Node> lastPending =
        chain.stream()
            .filter(node -> scope.isPending(node.entry.candidateHash()))
            .reduce((first, second) -> second);
    if (lastPending.filter(p -> relayParent.number() < p.relayParent.number()).isPresent()) {
      return Optional.of(ConstraintError.of("RelayParentPrecedesCandidatePendingAvailability"));
    }
    return switch (connect(entry)) {
      case Checked.Refused<Connection> refused ->
          Optional.of(ConstraintError.of("ComputeConstraints"));
      case Checked.Ok<Connection>(Connection connection) -> checkConnected(entry, connection);
    };
  }

  private Checked<Connection> connect(CandidateEntry entry) {
    for (Node node : chain) {
      if (node.entry.outputHeadHash().equals(entry.parentHeadHash())) {
        return scope
            .base()
            .apply(node.total)
            .flatMap(c -> Checked.ok(new Connection(c, node.relayParent.number(), true)));
      }
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

  /** 1.9.7: a fork that lost drags its whole subtree out. */
  private void trimUneligibleForks(CandidateStorage storage, Optional<Hash> start) {
    Deque<Head> queue = new ArrayDeque<>();
    if (start.isPresent()) {
      queue.add(new Head(start.orElseThrow(), true));
    } else if (chain.isEmpty()) {
      queue.add(new Head(scope.base().requiredParent().hash(), true));
    } else {
      chain.forEach(node -> queue.add(new Head(node.entry.parentHeadHash(), true)));
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
        boolean potential = head.hasPotential() && checkPotential(child).isEmpty();
        queue.add(new Head(child.outputHeadHash(), potential));
        if (!potential) {
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
    return inChain(hash) || (entry != null && entry.backed());
  }

  /** Up to {@code count} candidates after the ancestors, before the first pending one (1.9.8). */
  List<CandidateEntry> findBackableChain(Set<CandidateHash> ancestors, long count) {
    Set<CandidateHash> remaining = new HashSet<>(ancestors);
    int from = 0;
    while (from < chain.size() && remaining.remove(chain.get(from).entry.candidateHash())) {
      from++;
    }
    return chain.subList(from, chain.size()).stream()
        .map(Node::entry)
        .takeWhile(entry -> !scope.isPending(entry.candidateHash()))
        .limit(count)
        .toList();
  }

  Optional<HeadData> headDataByHash(Hash hash) {
    if (scope.base().requiredParent().hash().equals(hash)) {
      return Optional.of(scope.base().requiredParent());
    }
    return chain.stream()
        .map(Node::entry)
        .flatMap(
            entry ->
                Stream.of(
                    new Named(entry.parentHeadHash(), entry.parentHead()),
                    new Named(entry.outputHeadHash(), entry.outputHead())))
        .filter(named -> named.hash().equals(hash))
        .map(Named::head)
        .findFirst()
        .or(() -> unconnected.headDataByHash(hash));
  }

  private record Named(Hash hash, HeadData head) {}
}
