package dev.vouch.core.bridge;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementFilter;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verified statements under one scheduling parent (backing spec 4.7): one per validator, kind and
 * candidate; a second signature over the same statement is not kept.
 *
 * <p>Bounds: a validator seconds at most as many candidates as its group's core has claims, and
 * finds valid at most as many as its whole group may second.
 */
final class StatementStore {
  private final Scheduling scheduling;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<ValidatorIndex, Integer> seconded = new HashMap<>();
  private final Map<ValidatorIndex, Integer> valid = new HashMap<>();

  /** A statement without its signature. */
  record Key(ValidatorIndex validator, CompactStatement statement) {
    static Key of(SignedStatement signed) {
      return new Key(signed.validator(), signed.statement());
    }
  }

  private static final class Entry {
    private final SignedStatement signed;
    private boolean knownByBacking;

    Entry(SignedStatement signed, boolean knownByBacking) {
      this.signed = signed;
      this.knownByBacking = knownByBacking;
    }
  }

  StatementStore(Scheduling scheduling) {
    this.scheduling = scheduling;
  }

  Optional<SignedStatement> find(Key key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> entry.signed);
  }

  /** Whether the validator's group has room for one more statement of this kind by it. */
  boolean hasRoom(GroupIndex group, SignedStatement signed) {
    int limit = scheduling.secondingLimit(group);
    return switch (signed.statement()) {
      case CompactStatement.Seconded s -> secondedCount(signed.validator()) < limit;
      case CompactStatement.Valid v ->
          valid.getOrDefault(signed.validator(), 0) < limit * scheduling.members(group).size();
    };
  }

  int secondedCount(ValidatorIndex validator) {
    return seconded.getOrDefault(validator, 0);
  }

  /** Keeps a verified statement; false if it was there. */
  boolean insert(SignedStatement signed, boolean fromBacking) {
    Entry entry = entries.get(Key.of(signed));
    if (entry != null) {
      entry.knownByBacking |= fromBacking;
      return false;
    }
    entries.put(Key.of(signed), new Entry(signed, fromBacking));
    (signed.statement() instanceof CompactStatement.Seconded ? seconded : valid)
        .merge(signed.validator(), 1, Integer::sum);
    return true;
  }

  /** All statements, those that propose first, then in the order of arrival. */
  List<SignedStatement> all() {
    return entries.values().stream().map(entry -> entry.signed).sorted(SECONDED_FIRST).toList();
  }

  /** The group's statements about a candidate that the mask lets through, proposals first. */
  List<SignedStatement> unmasked(GroupIndex group, CandidateHash candidate, StatementFilter mask) {
    return about(group, candidate)
        .filter(entry -> !isMasked(group, mask, entry.signed))
        .map(entry -> entry.signed)
        .sorted(SECONDED_FIRST)
        .toList();
  }

  private boolean isMasked(GroupIndex group, StatementFilter mask, SignedStatement signed) {
    int place = scheduling.place(group, signed.validator());
    return place < 0
        || switch (signed.statement()) {
          case CompactStatement.Seconded s -> mask.secondedInGroup().get(place);
          case CompactStatement.Valid v -> mask.validatedInGroup().get(place);
        };
  }

  /** Whether a member of the group proposed the candidate. */
  boolean hasSeconded(GroupIndex group, CandidateHash candidate) {
    return about(group, candidate)
        .anyMatch(entry -> entry.signed.statement() instanceof CompactStatement.Seconded);
  }

  /**
   * What backing does not know yet of the group's statements, proposals first; marks it known.
   * Nothing without a proposal: backing can do nothing with a vote for a candidate that it never
   * saw proposed.
   */
  List<SignedStatement> takeFresh(GroupIndex group, CandidateHash candidate) {
    if (!hasSeconded(group, candidate)) {
      return List.of();
    }
    List<SignedStatement> fresh = new ArrayList<>();
    about(group, candidate)
        .filter(entry -> !entry.knownByBacking)
        .forEach(
            entry -> {
              entry.knownByBacking = true;
              fresh.add(entry.signed);
            });
    fresh.sort(SECONDED_FIRST);
    return fresh;
  }

  /** A statement of another group about the candidate is kept, but nobody is told of it. */
  private Stream<Entry> about(GroupIndex group, CandidateHash candidate) {
    return entries.values().stream()
        .filter(
            entry ->
                entry.signed.statement().candidateHash().equals(candidate)
                    && scheduling.place(group, entry.signed.validator()) >= 0);
  }

  private static final Comparator<SignedStatement> SECONDED_FIRST =
      Comparator.comparing(signed -> signed.statement() instanceof CompactStatement.Valid);
}
