package dev.vouch.core.table;

import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A candidate with its quorum, and every vote for it that is known (backing spec 3.2). */
public record AttestedCandidate(
    CoreIndex group,
    CommittedCandidateReceipt candidate,
    SortedMap<ValidatorIndex, ValidityAttestation> votes) {
  public AttestedCandidate {
    votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
  }
}
