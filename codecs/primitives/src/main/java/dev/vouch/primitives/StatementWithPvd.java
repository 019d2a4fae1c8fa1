package dev.vouch.primitives;

/**
 * A full statement whose proposal also carries the validation data; internal, never encoded (wire
 * 2.8).
 */
public sealed interface StatementWithPvd {
  /** The validator proposes the candidate. */
  record Seconded(
      CommittedCandidateReceipt candidate, PersistedValidationData persistedValidationData)
      implements StatementWithPvd {}

  /** The validator found the candidate valid. */
  record Valid(CandidateHash candidate) implements StatementWithPvd {}

  /** The candidate that the statement is about. Hashes the receipt of a proposal. */
  default CandidateHash candidateHash() {
    return switch (this) {
      case Seconded seconded -> seconded.candidate().hash();
      case Valid valid -> valid.candidate();
    };
  }

  /** The same statement by hash. */
  default CompactStatement compact() {
    return switch (this) {
      case Seconded seconded -> new CompactStatement.Seconded(seconded.candidate().hash());
      case Valid valid -> new CompactStatement.Valid(valid.candidate());
    };
  }

  /** The same statement without the validation data. */
  default Statement withoutPvd() {
    return switch (this) {
      case Seconded seconded -> new Statement.Seconded(seconded.candidate());
      case Valid valid -> new Statement.Valid(valid.candidate());
    };
  }
}
