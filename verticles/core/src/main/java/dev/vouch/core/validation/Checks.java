package dev.vouch.core.validation;

import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.TransposedClaimQueue;
import dev.vouch.primitives.UmpSignals;
import dev.vouch.primitives.ValidationResult;
import java.util.Optional;

/** The checks that need no answer from outside (CV-12, CV-14, CV-30 to CV-35). */
final class Checks {
  private Checks() {}

  static Verdict.Invalid invalid(Kind kind, String detail) {
    return new Verdict.Invalid(new InvalidCandidate(kind, detail));
  }

  /** The cheap checks before anything runs, in the reference's order. */
  static Optional<Verdict.Invalid> basic(Subject subject) {
    var descriptor = subject.descriptor();
    if (!subject.validationData().hash().equals(descriptor.persistedValidationDataHash())) {
      return Optional.of(
          invalid(
              Kind.PERSISTED_VALIDATION_DATA_MISMATCH,
              "the validation data does not have the hash in the descriptor"));
    }
    // The blob of a PoV is its encoding, so its length is what the limit is about.
    if (subject.pov().length() > subject.validationData().maxPovSize()) {
      return Optional.of(invalid(Kind.PARAMS_TOO_LARGE, Long.toString(subject.pov().length())));
    }
    if (!subject.pov().hash().equals(descriptor.povHash())) {
      return Optional.of(
          invalid(Kind.POV_HASH_MISMATCH, "the PoV does not have the hash in the descriptor"));
    }
    if (!subject.codeMatches()) {
      return Optional.of(
          invalid(Kind.CODE_HASH_MISMATCH, "the code does not have the hash in the descriptor"));
    }
    return Optional.empty();
  }

  /**
   * Compares what the guest returned with what the candidate promises.
   *
   * @param claims the claim queue at the scheduling parent; present for backing only
   */
  static Verdict outputs(
      Subject subject, ValidationResult result, Optional<TransposedClaimQueue> claims) {
    var descriptor = subject.descriptor();
    if (!result.headData().hash().equals(descriptor.paraHead())) {
      return invalid(
          Kind.PARA_HEAD_HASH_MISMATCH, "the new head does not have the hash in the descriptor");
    }
    CandidateCommitments commitments = result.toCommitments();
    if (!commitments.hash().equals(subject.receipt().commitmentsHash())) {
      return invalid(
          Kind.COMMITMENTS_HASH_MISMATCH, "the outputs do not have the hash in the receipt");
    }
    return claims
        .flatMap(queue -> signals(subject, commitments, queue))
        .orElseGet(() -> new Verdict.Valid(commitments, subject.validationData()));
  }

  /** By the new version rules, also while V3 was never seen (CV-34). */
  private static Optional<Verdict> signals(
      Subject subject, CandidateCommitments commitments, TransposedClaimQueue claims) {
    return switch (UmpSignals.check(subject.descriptor(), commitments.upwardMessages(), claims)) {
      case UmpSignals.Result.Ok ok -> Optional.empty();
      case UmpSignals.Result.Failed(var error) ->
          Optional.of(invalid(Kind.INVALID_UMP_SIGNALS, error.toString()));
    };
  }
}
