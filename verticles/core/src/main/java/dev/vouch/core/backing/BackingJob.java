package dev.vouch.core.backing;

import dev.vouch.core.table.StatementTable;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.PersistedValidationData;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The work on one scheduling parent (backing spec 2.4, seed A-8). Lives as long as the block is in
 * the implicit view; what was started for it is cancelled with it.
 *
 * <p>Bounds: candidates by {@link StatementTable#MAX_CANDIDATES}; running validations by {@link
 * #MAX_RUNNING}.
 */
final class BackingJob {
  /** Candidate validation takes 30 at a time; more would only wait there and go stale. */
  static final int MAX_RUNNING = 32;

  /** Beyond what honest collators hand in for one block. */
  private static final int MAX_FAILURES_REMEMBERED = 1024;

  private final SchedulingContext context;
  private final StatementTable table = new StatementTable();

  /** Validation data of the candidates that prospective parachains accepted. */
  private final Map<CandidateHash, PersistedValidationData> introduced = new LinkedHashMap<>();

  /** Announced as backed. */
  private final Set<CandidateHash> backed = new LinkedHashSet<>();

  /** Signed about by us, or found invalid: never to be signed about again. */
  private final Set<CandidateHash> issued = new LinkedHashSet<>();

  private final Set<CandidateHash> secondedHere = new LinkedHashSet<>();
  private final Map<CandidateHash, RunningValidation> running = new LinkedHashMap<>();
  private final Map<CandidateHash, AttestingData> fallbacks = new LinkedHashMap<>();
  private final Lru<CandidateHash, Integer> failures = new Lru<>(MAX_FAILURES_REMEMBERED);

  /** When we were asked to second, in milliseconds of the host's clock. */
  private final Map<CandidateHash, Long> secondRequestedAt = new LinkedHashMap<>();

  BackingJob(SchedulingContext context) {
    this.context = context;
  }

  SchedulingContext context() {
    return context;
  }

  StatementTable table() {
    return table;
  }

  Map<CandidateHash, PersistedValidationData> introduced() {
    return introduced;
  }

  Set<CandidateHash> backed() {
    return backed;
  }

  Set<CandidateHash> issued() {
    return issued;
  }

  Set<CandidateHash> secondedHere() {
    return secondedHere;
  }

  Map<CandidateHash, RunningValidation> running() {
    return running;
  }

  Map<CandidateHash, AttestingData> fallbacks() {
    return fallbacks;
  }

  Map<CandidateHash, Long> secondRequestedAt() {
    return secondRequestedAt;
  }

  int failures(CandidateHash candidate) {
    return failures.get(candidate).orElse(0);
  }

  void countFailure(CandidateHash candidate) {
    failures.put(candidate, failures(candidate) + 1);
  }

  /** The block left the view. */
  void cease() {
    running.values().forEach(RunningValidation::cancel);
    running.clear();
  }

  String digest() {
    return context.parent().shortHex()
        + " introduced="
        + introduced.keySet()
        + " backed="
        + backed
        + " issued="
        + issued
        + " running="
        + running.keySet();
  }
}
