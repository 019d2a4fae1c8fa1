package dev.vouch.core.bridge;

import dev.vouch.messages.PeerId;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Attested-candidate requests that are wanted or under way (backing spec 4.10).
 *
 * <p>Bounds: {@link #MAX_IN_FLIGHT} at a time, one per peer, {@link #MAX_ATTEMPTS} per candidate;
 * entries are bounded by the statements that name candidates.
 */
final class Requests {
  /** Twice what a responder serves in parallel. */
  static final int MAX_IN_FLIGHT = 10;

  /** Pause before the same candidate is asked for again. */
  static final long RETRY_DELAY_MILLIS = 1_000;

  /** After that the candidate's block is history; a further statement begins anew. */
  static final int MAX_ATTEMPTS = 12;

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Set<PeerId> asked = new HashSet<>();

  record Key(Hash schedulingParent, CandidateHash candidate, GroupIndex group) {}

  /** A request to make now. */
  record Ready(Key key, PeerId peer) {}

  private static final class Entry {
    private final Key key;
    private final Deque<PeerId> knownBy = new ArrayDeque<>();
    private int attempts;
    private boolean inFlight;
    private long notBeforeMillis;

    Entry(Key key) {
      this.key = key;
    }
  }

  /** The peer has the candidate. */
  void want(Key key, PeerId peer) {
    Entry entry = entries.computeIfAbsent(key, Entry::new);
    if (!entry.knownBy.contains(peer)) {
      entry.knownBy.add(peer);
    }
  }

  /** The next request to make, marked as under way. */
  Optional<Ready> next(long nowMillis, Predicate<PeerId> connected) {
    if (asked.size() >= MAX_IN_FLIGHT) {
      return Optional.empty();
    }
    return entries.values().stream()
        .filter(entry -> !entry.inFlight && entry.notBeforeMillis <= nowMillis)
        .sorted(Comparator.comparingInt(entry -> entry.attempts))
        .flatMap(entry -> choose(entry, connected).stream())
        .findFirst();
  }

  private Optional<Ready> choose(Entry entry, Predicate<PeerId> connected) {
    entry.knownBy.removeIf(connected.negate());
    for (PeerId peer : entry.knownBy) {
      if (!asked.contains(peer)) {
        entry.knownBy.remove(peer);
        entry.knownBy.add(peer);
        entry.inFlight = true;
        asked.add(peer);
        return Optional.of(new Ready(entry.key, peer));
      }
    }
    return Optional.empty();
  }

  /** An answer came; false if nobody waits for it any more. */
  boolean answered(Ready ready, long nowMillis) {
    asked.remove(ready.peer());
    Entry entry = entries.get(ready.key());
    if (entry == null || !entry.inFlight) {
      return false;
    }
    entry.inFlight = false;
    entry.attempts++;
    entry.notBeforeMillis = nowMillis + RETRY_DELAY_MILLIS;
    return true;
  }

  /** Gives up on a candidate that was asked for too often; true if it did. */
  boolean giveUp(Key key) {
    Entry entry = entries.get(key);
    boolean tooOften = entry != null && entry.attempts >= MAX_ATTEMPTS;
    if (tooOften) {
      entries.remove(key);
    }
    return tooOften;
  }

  /** When the next retry is due, if one waits for its time and knows whom to ask. */
  OptionalLong nextRetryMillis(long nowMillis) {
    return entries.values().stream()
        .filter(e -> !e.inFlight && e.notBeforeMillis > nowMillis && !e.knownBy.isEmpty())
        .mapToLong(e -> e.notBeforeMillis)
        .min();
  }

  void satisfied(CandidateHash candidate) {
    entries.keySet().removeIf(key -> key.candidate().equals(candidate));
  }

  void prune(Hash schedulingParent) {
    entries.keySet().removeIf(key -> key.schedulingParent().equals(schedulingParent));
  }
}
