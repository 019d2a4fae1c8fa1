package dev.vouch.core.backing;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.BackableCandidateRef;
import dev.vouch.messages.CandidateBackingMessage.BackableCandidates;
import dev.vouch.messages.CandidateBackingMessage.BackedCandidates;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.CandidateBackingMessage.GetBackableCandidates;
import dev.vouch.messages.CandidateBackingMessage.GetBackedCandidates;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.ParaId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What others ask of backing (backing spec 2.12, 2.16). */
final class BackableQueries {
  private final BackingJobs jobs;
  private final SecondingCheck check;
  private final AfterImport afterImport;

  BackableQueries(BackingJobs jobs, SecondingCheck check, AfterImport afterImport) {
    this.jobs = jobs;
    this.check = check;
    this.afterImport = afterImport;
  }

  /** Per para in the order of the request, up to the first that is not backable. */
  BackableCandidates backable(GetBackableCandidates request) {
    SortedMap<ParaId, List<BackedCandidate>> answer = new TreeMap<>();
    request
        .candidates()
        .forEach(
            (para, wanted) -> {
              List<BackedCandidate> found = prefix(wanted);
              if (!found.isEmpty()) {
                answer.put(para, found);
              }
            });
    return new BackableCandidates(answer);
  }

  private List<BackedCandidate> prefix(List<BackableCandidateRef> wanted) {
    List<BackedCandidate> found = new ArrayList<>();
    for (BackableCandidateRef candidate : wanted) {
      Optional<BackedCandidate> backable =
          jobs.find(candidate.schedulingParent())
              .flatMap(job -> afterImport.backable(job, candidate.candidateHash()));
      if (backable.isEmpty()) {
        break;
      }
      found.add(backable.get());
    }
    return found;
  }

  BackedCandidates backed(GetBackedCandidates request) {
    List<BackedCandidate> found =
        jobs.find(request.schedulingParent())
            .map(
                job ->
                    wanted(job, request.candidates()).stream()
                        .map(hash -> afterImport.backable(job, hash))
                        .flatMap(Optional::stream)
                        .toList())
            .orElse(List.of());
    return new BackedCandidates(found);
  }

  private static List<CandidateHash> wanted(BackingJob job, List<CandidateHash> requested) {
    if (!requested.isEmpty()) {
      return requested;
    }
    return job.table().candidates().stream()
        .sorted(
            Comparator.<CandidateHash, ParaId>comparing(
                    hash -> job.table().candidate(hash).orElseThrow().descriptor().paraId())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  Pending<Boolean> canSecond(CanSecond request) {
    if (jobs.find(request.candidateSchedulingParent()).isEmpty()) {
      return Pending.of(false);
    }
    return check
        .refusal(
            new HypotheticalCandidate.Incomplete(
                request.candidateHash(),
                request.candidatePara(),
                request.parentHeadDataHash(),
                request.candidateSchedulingParent()))
        .map(Optional::isEmpty);
  }
}
