package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The linear part of a fragment chain, at most as long as its scope allows (neighbours 1.9.1). */
final class BestChain {
  private final List<Node> nodes = new ArrayList<>();

  /**
   * A member.
   *
   * @param total the modifications of all members up to and including this one
   */
  record Node(RelayParentInfo relayParent, CandidateEntry entry, Modifications total) {}

  int size() {
    return nodes.size();
  }

  List<CandidateEntry> entries() {
    return nodes.stream().map(Node::entry).toList();
  }

  Optional<Node> last() {
    return nodes.isEmpty() ? Optional.empty() : Optional.of(nodes.getLast());
  }

  /** The modifications of all members. */
  Modifications total() {
    return last().map(Node::total).orElseGet(Modifications::identity);
  }

  void add(Node node) {
    nodes.add(node);
  }

  /** Keeps the first members only; those that are cut off, the last one first. */
  List<CandidateEntry> cutBackTo(int length) {
    List<CandidateEntry> cut = new ArrayList<>();
    while (nodes.size() > length) {
      cut.add(nodes.removeLast().entry());
    }
    return cut;
  }

  boolean contains(CandidateHash hash) {
    return nodes.stream().anyMatch(node -> node.entry().candidateHash().equals(hash));
  }

  boolean isParentHead(Hash head) {
    return onParent(head).isPresent();
  }

  boolean isOutputHead(Hash head) {
    return lengthUpTo(head) > 0;
  }

  /** The member that builds on this head. */
  Optional<CandidateEntry> onParent(Hash head) {
    return nodes.stream()
        .map(Node::entry)
        .filter(entry -> entry.parentHeadHash().equals(head))
        .findFirst();
  }

  /** The member that makes this head. */
  Optional<Node> making(Hash head) {
    int length = lengthUpTo(head);
    return length == 0 ? Optional.empty() : Optional.of(nodes.get(length - 1));
  }

  /** The number of members up to the one that makes this head; 0 if none does. */
  int lengthUpTo(Hash head) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).entry().outputHeadHash().equals(head)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The last member that is pending availability. */
  Optional<Node> lastPending(Scope scope) {
    return nodes.stream()
        .filter(node -> scope.isPending(node.entry().candidateHash()))
        .reduce((first, second) -> second);
  }

  Optional<HeadData> headDataByHash(Hash hash) {
    return onParent(hash)
        .map(CandidateEntry::parentHead)
        .or(() -> making(hash).map(node -> node.entry().outputHead()));
  }
}
