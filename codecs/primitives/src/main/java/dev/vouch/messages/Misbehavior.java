package dev.vouch.messages;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.Statement;

/** A provable fault of a validator (backing spec 3.7, wire spec 2.15). */
public sealed interface Misbehavior {
  /** Both Seconded and Valid for one candidate. */
  record ValidityDoubleVote(
      CommittedCandidateReceipt candidate,
      Signature seconded,
      CandidateHash digest,
      Signature valid)
      implements Misbehavior {}

  /** Two signatures of one validator on the same Seconded statement. */
  record DoubleSignSeconded(CommittedCandidateReceipt candidate, Signature first, Signature second)
      implements Misbehavior {}

  /** Two signatures of one validator on the same Valid statement. */
  record DoubleSignValid(CandidateHash digest, Signature first, Signature second)
      implements Misbehavior {}

  /** A statement by a validator outside the group. */
  record UnauthorizedStatement(Statement statement, Signature signature) implements Misbehavior {}
}
