package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Candidates by hash, found by parent head. Ordered by candidate hash, so that every walk is
 * reproducible. At most {@link #MAX_CANDIDATES} come from outside; the reference relies on
 * seconding limits alone. Members of a chain that is cut back come on top, so that none is ever
 * lost.
 */
final class CandidateStorage {
  /** Far above what honest validators second for one para within a lookahead. */
  static final int MAX_CANDIDATES = 1024;

  private final Map<CandidateHash, CandidateEntry> byHash = new TreeMap<>();

  static CandidateStorage copyOf(CandidateStorage other) {
    CandidateStorage copy = new CandidateStorage();
    copy.byHash.putAll(other.byHash);
    return copy;
  }

  /** False when the candidate is known already or the storage is full. */
  boolean add(CandidateEntry entry) {
    return byHash.size() < MAX_CANDIDATES
        && byHash.putIfAbsent(entry.candidateHash(), entry) == null;
  }

  /** Adds a candidate, or what is new about one that is known: that it is backed. */
  void merge(CandidateEntry entry) {
    byHash.merge(
        entry.candidateHash(), entry, (known, other) -> other.backed() ? known.asBacked() : known);
  }

  void markBacked(CandidateHash hash) {
    byHash.computeIfPresent(hash, (key, entry) -> entry.asBacked());
  }

  void remove(CandidateHash hash) {
    byHash.remove(hash);
  }

  boolean contains(CandidateHash hash) {
    return byHash.containsKey(hash);
  }

  @Nullable CandidateEntry get(CandidateHash hash) {
    return byHash.get(hash);
  }

  Collection<CandidateEntry> entries() {
    return List.copyOf(byHash.values());
  }

  List<CandidateEntry> children(Hash parentHeadHash) {
    List<CandidateEntry> children = new ArrayList<>();
    for (CandidateEntry entry : byHash.values()) {
      if (entry.parentHeadHash().equals(parentHeadHash)) {
        children.add(entry);
      }
    }
    return children;
  }

  /** The head data with this hash: as an output if possible, else as a parent. */
  Optional<HeadData> headDataByHash(Hash hash) {
    return byHash.values().stream()
        .filter(entry -> entry.outputHeadHash().equals(hash))
        .map(CandidateEntry::outputHead)
        .findFirst()
        .or(
            () ->
                byHash.values().stream()
                    .filter(entry -> entry.parentHeadHash().equals(hash))
                    .map(CandidateEntry::parentHead)
                    .findFirst());
  }
}
