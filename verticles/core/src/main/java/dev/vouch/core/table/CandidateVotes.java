package dev.vouch.core.table;

import dev.vouch.messages.Misbehavior;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The votes on one candidate: one per validator, the first one counts (backing spec 3.3). */
final class CandidateVotes {
  private final CandidateHash hash;
  private final CoreIndex group;
  private final CommittedCandidateReceipt candidate;
  private final SortedMap<ValidatorIndex, Vote> votes = new TreeMap<>();

  CandidateVotes(CandidateHash hash, CoreIndex group, CommittedCandidateReceipt candidate) {
    this.hash = hash;
    this.group = group;
    this.candidate = candidate;
  }

  record Vote(boolean issued, Signature signature) {}

  /** What came of a vote. */
  sealed interface Cast {
    record Counted() implements Cast {}

    record Known() implements Cast {}

    record Contradiction(Misbehavior misbehavior) implements Cast {}
  }

  CoreIndex group() {
    return group;
  }

  CommittedCandidateReceipt candidate() {
    return candidate;
  }

  int count() {
    return votes.size();
  }

  Cast cast(ValidatorIndex voter, Vote vote) {
    Vote first = votes.putIfAbsent(voter, vote);
    if (first == null) {
      return new Cast.Counted();
    }
    if (first.equals(vote)) {
      return new Cast.Known();
    }
    return new Cast.Contradiction(contradiction(first, vote));
  }

  private Misbehavior contradiction(Vote first, Vote second) {
    if (first.issued() != second.issued()) {
      Signature seconded = first.issued() ? first.signature() : second.signature();
      Signature valid = first.issued() ? second.signature() : first.signature();
      return new Misbehavior.ValidityDoubleVote(candidate, seconded, hash, valid);
    }
    return first.issued()
        ? new Misbehavior.DoubleSignSeconded(candidate, first.signature(), second.signature())
        : new Misbehavior.DoubleSignValid(hash, first.signature(), second.signature());
  }

  /** The candidate with all votes, if they reach the threshold. */
  Optional<AttestedCandidate> attested(TableContext context, int minimumBackingVotes) {
    int size = context.groupSize(group).orElse(Integer.MAX_VALUE);
    boolean known = context.groupSize(group).isPresent();
    if (!known || votes.size() < Math.min(size, minimumBackingVotes)) {
      return Optional.empty();
    }
    SortedMap<ValidatorIndex, ValidityAttestation> attestations = new TreeMap<>();
    votes.forEach((voter, vote) -> attestations.put(voter, attestation(vote)));
    return Optional.of(new AttestedCandidate(group, candidate, attestations));
  }

  private static ValidityAttestation attestation(Vote vote) {
    return vote.issued()
        ? new ValidityAttestation.Implicit(vote.signature())
        : new ValidityAttestation.Explicit(vote.signature());
  }
}
