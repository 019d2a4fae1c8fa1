package dev.vouch.core.table;

import dev.vouch.messages.Misbehavior;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Statement;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The votes of one scheduling parent (backing spec 3). Signatures and senders are the caller's
 * business. Bounds: {@link #MAX_CANDIDATES} candidates; misbehaviour is kept until it is drained.
 */
public final class StatementTable {
  /** Far above what seconding limits and prospective parachains let through per block. */
  public static final int MAX_CANDIDATES = 4096;

  private final Map<CandidateHash, CandidateVotes> candidates = new LinkedHashMap<>();
  private final SortedMap<ValidatorIndex, List<Misbehavior>> misbehaviors = new TreeMap<>();

  /**
   * Imports a statement that its sender made for {@code group} (ignored for {@code Valid}).
   *
   * @return what changed; empty when nothing did or when the sender misbehaved
   */
  public Optional<Summary> importStatement(
      TableContext context, CoreIndex group, TableStatement signed) {
    if (signed.statement() instanceof Statement.Seconded seconded) {
      if (!context.isMemberOf(signed.sender(), group)) {
        report(signed, unauthorized(signed));
        return Optional.empty();
      }
      CandidateHash hash = signed.candidateHash();
      if (!candidates.containsKey(hash) && candidates.size() < MAX_CANDIDATES) {
        // Never overwritten: the first seconder fixes the candidate's group.
        candidates.put(hash, new CandidateVotes(hash, group, seconded.candidate()));
      }
    }
    return vote(context, signed);
  }

  private Optional<Summary> vote(TableContext context, TableStatement signed) {
    CandidateVotes candidate = candidates.get(signed.candidateHash());
    if (candidate == null) {
      return Optional.empty();
    }
    if (!context.isMemberOf(signed.sender(), candidate.group())) {
      // The reference reports Valid here also for a Seconded (quirk ST-q1); the signature would
      // not verify over that.
      report(signed, unauthorized(signed));
      return Optional.empty();
    }
    boolean issued = signed.statement() instanceof Statement.Seconded;
    CandidateVotes.Vote vote = new CandidateVotes.Vote(issued, signed.signature());
    return switch (candidate.cast(signed.sender(), vote)) {
      case CandidateVotes.Cast.Counted counted ->
          Optional.of(new Summary(signed.candidateHash(), candidate.group(), candidate.count()));
      case CandidateVotes.Cast.Known known -> Optional.empty();
      case CandidateVotes.Cast.Contradiction(Misbehavior misbehavior) -> {
        report(signed, misbehavior);
        yield Optional.empty();
      }
    };
  }

  private static Misbehavior unauthorized(TableStatement signed) {
    return new Misbehavior.UnauthorizedStatement(signed.statement(), signed.signature());
  }

  private void report(TableStatement signed, Misbehavior misbehavior) {
    misbehaviors.computeIfAbsent(signed.sender(), sender -> new ArrayList<>()).add(misbehavior);
  }

  /**
   * The candidate with all its votes, if there are at least {@code min(group size,
   * minimumBackingVotes)} (backing spec 3.4).
   */
  public Optional<AttestedCandidate> attestedCandidate(
      CandidateHash hash, TableContext context, int minimumBackingVotes) {
    return Optional.ofNullable(candidates.get(hash))
        .flatMap(candidate -> candidate.attested(context, minimumBackingVotes));
  }

  /** The group for which the candidate was first seconded. */
  public Optional<CoreIndex> groupOf(CandidateHash hash) {
    return Optional.ofNullable(candidates.get(hash)).map(CandidateVotes::group);
  }

  public Optional<CommittedCandidateReceipt> candidate(CandidateHash hash) {
    return Optional.ofNullable(candidates.get(hash)).map(CandidateVotes::candidate);
  }

  /** Every seconded candidate, in the order of arrival. */
  public List<CandidateHash> candidates() {
    return List.copyOf(candidates.keySet());
  }

  /** Number of faults that were detected and not drained. */
  public int undrainedMisbehaviors() {
    return misbehaviors.values().stream().mapToInt(List::size).sum();
  }

  /** Hands out the faults, by validator, each validator's in the order of detection. */
  public List<DetectedMisbehavior> drainMisbehaviors() {
    List<DetectedMisbehavior> drained = new ArrayList<>();
    misbehaviors.forEach(
        (validator, list) ->
            list.forEach(
                misbehavior -> drained.add(new DetectedMisbehavior(validator, misbehavior))));
    misbehaviors.clear();
    return List.copyOf(drained);
  }
}
