package dev.vouch.core.kernel;

import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import java.util.Optional;

/**
 * Why something was done or left undone about a candidate: the answer to "where is my vote?".
 *
 * @param step what happened
 * @param detail one line for people
 */
public record Explanation(
    SubsystemName subsystem,
    Optional<Hash> schedulingParent,
    Optional<ParaId> para,
    Optional<CandidateHash> candidate,
    Step step,
    String detail) {
  /** The steps on a candidate's way; stable names, in their usual order. */
  public enum Step {
    SECOND_REQUESTED,
    VALIDATION_STARTED,
    VALID,
    INVALID,
    COULD_NOT_DECIDE,
    SECONDED,
    VOTED_VALID,
    STATEMENT_IMPORTED,
    BACKED,
    PROVIDED,
    REFUSED,
    ABSTAINED,
    DROPPED,
    MISBEHAVIOR
  }
}
