package dev.vouch.primitives.testing;

import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.Statement;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidationCode;

/**
 * A candidate whose parts agree: the descriptor holds the hashes of this PoV, validation data, new
 * head and code. Only the erasure root is whatever the builder was given.
 */
public record TestCandidate(
    CommittedCandidateReceipt committed,
    PersistedValidationData pvd,
    PoV pov,
    ValidationCode code,
    SigningContext signingContext) {
  /** Starts a candidate; everything has a default. */
  public static TestCandidateBuilder builder() {
    return new TestCandidateBuilder();
  }

  /** A V2 candidate of para 2000 with all defaults. */
  public static TestCandidate valid() {
    return builder().build();
  }

  /** The plain receipt. */
  public CandidateReceipt receipt() {
    return committed.toPlain();
  }

  /** The descriptor. */
  public CandidateDescriptor descriptor() {
    return committed.descriptor();
  }

  /** The commitments. */
  public CandidateCommitments commitments() {
    return committed.commitments();
  }

  /** The candidate hash. */
  public CandidateHash hash() {
    return committed.hash();
  }

  /** Proposes the candidate. */
  public StatementWithPvd seconded() {
    return new StatementWithPvd.Seconded(committed, pvd);
  }

  /** Calls the candidate valid. */
  public StatementWithPvd validStatement() {
    return new StatementWithPvd.Valid(hash());
  }

  /** Proposes the candidate, without validation data. */
  public Statement fullSeconded() {
    return new Statement.Seconded(committed);
  }
}
