package dev.vouch.core.availability;

import dev.vouch.messages.AvailabilityStoreMessage.StoredData;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored, oldest first. Holds references only: at most {@link #MAX_CANDIDATES}, each of a
 * head's size; beyond that the oldest goes.
 */
final class StoredCandidates {
  /** An hour of a candidate per six seconds on each of six cores, and room. */
  static final int MAX_CANDIDATES = 4_096;

  private final Map<CandidateHash, Entry> entries = new LinkedHashMap<>();

  /** Stored data and the erasure root that it was checked against. */
  record Entry(StoredData data, Hash erasureRoot, long sinceMillis) {}

  Optional<Entry> find(CandidateHash candidate) {
    return Optional.ofNullable(entries.get(candidate));
  }

  /** Keeps an entry; what had to go for it, if anything. */
  Optional<CandidateHash> put(CandidateHash candidate, Entry entry) {
    entries.put(candidate, entry);
    if (entries.size() <= MAX_CANDIDATES) {
      return Optional.empty();
    }
    CandidateHash oldest = entries.keySet().iterator().next();
    entries.remove(oldest);
    return Optional.of(oldest);
  }

  /** Drops what is older than this. */
  List<CandidateHash> prune(long sinceBeforeMillis) {
    List<CandidateHash> pruned = new ArrayList<>();
    entries
        .entrySet()
        .removeIf(
            entry -> {
              boolean old = entry.getValue().sinceMillis() < sinceBeforeMillis;
              if (old) {
                pruned.add(entry.getKey());
              }
              return old;
            });
    return pruned;
  }
}
