package dev.vouch.core.prospective;

import dev.vouch.primitives.CandidateHash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one para's chain under one leaf is measured by (neighbours spec 1.8).
 *
 * @param pending candidates pending availability, in chain order, with their relay parents
 * @param maxBackableLength longest chain, pending candidates included
 */
record Scope(
    SchedulingScope scheduling,
    Map<CandidateHash, RelayParentInfo> pending,
    Constraints base,
    int maxBackableLength) {
  Scope {
    pending = Collections.unmodifiableMap(new LinkedHashMap<>(pending));
  }

  static Scope of(
      SchedulingScope scheduling,
      Map<CandidateHash, RelayParentInfo> pending,
      Constraints base,
      int claimedCores) {
    return new Scope(scheduling, pending, base, claimedCores + pending.size());
  }

  boolean isPending(CandidateHash hash) {
    return pending.containsKey(hash);
  }
}
