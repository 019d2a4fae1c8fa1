package dev.vouch.messages;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Input of candidate backing (backing spec 2.2). */
public sealed interface CandidateBackingMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.CANDIDATE_BACKING;
  }

  /** The provisioner asks for the full form of candidates that it wants to put into a block. */
  record GetBackableCandidates(SortedMap<ParaId, List<BackableCandidateRef>> candidates)
      implements CandidateBackingMessage, Request<BackableCandidates> {
    public GetBackableCandidates {
      candidates = copy(candidates);
    }
  }

  /** Per para, in the order of the request, up to the first gap. */
  record BackableCandidates(SortedMap<ParaId, List<BackedCandidate>> candidates) implements Answer {
    public BackableCandidates {
      candidates = copy(candidates);
    }
  }

  /**
   * All votes of candidates of one scheduling parent (seed A-12): those of the list that are
   * backable, in its order; with an empty list all, by para and candidate hash.
   */
  record GetBackedCandidates(Hash schedulingParent, List<CandidateHash> candidates)
      implements CandidateBackingMessage, Request<BackedCandidates> {
    public GetBackedCandidates {
      candidates = List.copyOf(candidates);
    }
  }

  record BackedCandidates(List<BackedCandidate> candidates) implements Answer {
    public BackedCandidates {
      candidates = List.copyOf(candidates);
    }
  }

  /** Would backing second a candidate that only these facts are known of? */
  record CanSecond(
      ParaId candidatePara,
      Hash candidateSchedulingParent,
      CandidateHash candidateHash,
      Hash parentHeadDataHash)
      implements CandidateBackingMessage, Request<CanSecondAnswer> {}

  record CanSecondAnswer(boolean yes) implements Answer {}

  /**
   * A collation to second.
   *
   * @param schedulingParent informative; the descriptor's own scheduling parent is used
   * @param pov SCALE(PoV), already in the blob store
   */
  record Second(
      Hash schedulingParent, CandidateReceipt candidate, PersistedValidationData pvd, BlobRef pov)
      implements CandidateBackingMessage {}

  /** A statement whose signature statement distribution has verified. */
  record Statement(Hash schedulingParent, SignedFullStatementWithPvd statement)
      implements CandidateBackingMessage {}

  private static <V> SortedMap<ParaId, List<V>> copy(Map<ParaId, List<V>> map) {
    TreeMap<ParaId, List<V>> copy = new TreeMap<>();
    map.forEach((para, values) -> copy.put(para, List.copyOf(new ArrayList<>(values))));
    return Collections.unmodifiableSortedMap(copy);
  }
}
