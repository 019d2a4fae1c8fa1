package dev.vouch.core.signing;

import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SigningContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the keys of this node have signed. Immutable.
 *
 * <p>Bounds: the {@link #SESSIONS_KEPT} newest sessions, each with {@link #MAX_PARENTS_PER_SESSION}
 * scheduling parents. What is older is forgotten, and refused instead.
 */
public final class SigningRecord {
  /** The dispute window: nothing older can be put on chain or punished. */
  public static final int SESSIONS_KEPT = 6;

  /** A session has some thousands of blocks, forks included. */
  public static final int MAX_PARENTS_PER_SESSION = 65_536;

  private static final SigningRecord EMPTY = new SigningRecord(new TreeMap<>(), 0);

  private final SortedMap<Long, Map<Hash, List<SigningEntry>>> sessions;
  private final int size;

  private SigningRecord(SortedMap<Long, Map<Hash, List<SigningEntry>>> sessions, int size) {
    this.sessions = sessions;
    this.size = size;
  }

  public static SigningRecord empty() {
    return EMPTY;
  }

  /** May this be signed? */
  public sealed interface Decision {
    /** Nothing stands against it. */
    record Free() implements Decision {}

    /** It was signed before, with this outcome; it must not be signed again. */
    record SignedBefore(SigningEntry entry) implements Decision {}

    record Refused(String reason) implements Decision {}
  }

  /**
   * Decides on a statement.
   *
   * @param secondingLimit how many candidates the key may second in this context
   */
  public Decision decide(
      PublicKey key, SigningContext context, CompactStatement statement, int secondingLimit) {
    if (context.sessionIndex() < oldestSession()) {
      return new Decision.Refused(
          "session "
              + context.sessionIndex()
              + " is older than what the signing record keeps, session "
              + oldestSession()
              + " and later; for another chain use another record");
    }
    int seconded = 0;
    for (SigningEntry entry : entriesOf(context)) {
      if (!entry.key().equals(key)) {
        continue;
      }
      if (entry.statement().equals(statement)) {
        return new Decision.SignedBefore(entry);
      }
      if (entry.statement().candidateHash().equals(statement.candidateHash())) {
        return new Decision.Refused(
            "this key signed " + kind(entry.statement()) + " for the same candidate before");
      }
      seconded += entry.statement() instanceof CompactStatement.Seconded ? 1 : 0;
    }
    if (statement instanceof CompactStatement.Seconded && seconded >= secondingLimit) {
      return new Decision.Refused(
          "this key seconded "
              + seconded
              + " other candidates under the scheduling parent, the limit is "
              + secondingLimit);
    }
    if (parents(context.sessionIndex()).size() >= MAX_PARENTS_PER_SESSION
        && entriesOf(context).isEmpty()) {
      return new Decision.Refused(
          "the signing record is full for session " + context.sessionIndex());
    }
    return new Decision.Free();
  }

  private static String kind(CompactStatement statement) {
    return switch (statement) {
      case CompactStatement.Seconded seconded -> "Seconded";
      case CompactStatement.Valid valid -> "Valid";
    };
  }

  /** The record with one more entry, less the sessions that became too old. */
  public SigningRecord with(SigningEntry entry) {
    long session = entry.context().sessionIndex();
    Map<Hash, List<SigningEntry>> parents = new LinkedHashMap<>(parents(session));
    List<SigningEntry> entries = new ArrayList<>(entriesOf(entry.context()));
    entries.add(entry);
    parents.put(entry.context().parentHash(), List.copyOf(entries));
    TreeMap<Long, Map<Hash, List<SigningEntry>>> next = new TreeMap<>(sessions);
    next.put(session, Collections.unmodifiableMap(parents));
    next.headMap(next.lastKey() - SESSIONS_KEPT + 1).clear();
    return new SigningRecord(next, count(next));
  }

  private int count(SortedMap<Long, Map<Hash, List<SigningEntry>>> next) {
    // Only a new session can push an old one out, so that counting afresh is rare.
    return next.keySet().equals(sessions.keySet())
        ? size + 1
        : next.values().stream()
            .flatMap(parents -> parents.values().stream())
            .mapToInt(List::size)
            .sum();
  }

  /** Number of entries. */
  public int size() {
    return size;
  }

  /** All entries: by session, then by scheduling parent in the order of arrival. */
  public List<SigningEntry> entries() {
    return sessions.values().stream()
        .flatMap(parents -> parents.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  private long oldestSession() {
    return sessions.isEmpty() ? 0 : Math.max(0, sessions.lastKey() - SESSIONS_KEPT + 1);
  }

  private Map<Hash, List<SigningEntry>> parents(long session) {
    return sessions.getOrDefault(session, Map.of());
  }

  private List<SigningEntry> entriesOf(SigningContext context) {
    return parents(context.sessionIndex()).getOrDefault(context.parentHash(), List.of());
  }
}
