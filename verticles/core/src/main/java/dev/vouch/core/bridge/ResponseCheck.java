package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.bridge.Candidates.Confirmed;
import dev.vouch.crypto.Sr25519;
import dev.vouch.primitives.AttestedCandidateResponse;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementFilter;
import dev.vouch.primitives.UmpSignals;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an attested-candidate response in the order of wire 3.6. In the slice every request is
 * made as inside the own group, without a threshold: statements travel one by one, so a proposer
 * has no more than its own when it is asked.
 */
final class ResponseCheck {
  private final Tracked tracked;
  private final Requests.Key key;
  private final StatementFilter mask;
  private final List<ReputationChange> changes = new ArrayList<>();

  ResponseCheck(Tracked tracked, Requests.Key key, StatementFilter mask) {
    this.tracked = tracked;
    this.key = key;
    this.mask = mask;
  }

  sealed interface Result {
    /** The candidate is confirmed by these statements. */
    record Complete(
        Confirmed candidate, List<SignedStatement> statements, List<ReputationChange> changes)
        implements Result {}

    /** Not good enough: another peer has to be asked. */
    record Incomplete(ReputationChange change, String reason) implements Result {}
  }

  /** What not to send: proposers that used up their claims, and disabled validators. */
  static StatementFilter unwanted(Tracked tracked, GroupIndex group) {
    List<ValidatorIndex> members = tracked.scheduling().members(group);
    int limit = tracked.scheduling().secondingLimit(group);
    BitList seconded = BitList.zeros(members.size());
    BitList valid = BitList.zeros(members.size());
    for (int place = 0; place < members.size(); place++) {
      boolean disabled = tracked.scheduling().isDisabled(members.get(place));
      boolean usedUp = tracked.store().secondedCount(members.get(place)) >= limit;
      seconded = seconded.with(place, disabled || usedUp);
      valid = valid.with(place, disabled);
    }
    return new StatementFilter(seconded, valid);
  }

  Result check(AttestedCandidateResponse response) {
    Optional<Result.Incomplete> wrong = wrongCandidate(response);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    List<SignedStatement> accepted = statements(response.statements());
    boolean proposed =
        tracked.store().hasSeconded(key.group(), key.candidate())
            || accepted.stream().anyMatch(s -> s.statement() instanceof CompactStatement.Seconded);
    if (!proposed) {
      return new Result.Incomplete(
          ReputationChange.INVALID_RESPONSE, "nobody proposed the candidate");
    }
    changes.add(ReputationChange.VALID_RESPONSE);
    return new Result.Complete(
        new Confirmed(
            key.candidate(),
            response.candidateReceipt(),
            response.persistedValidationData(),
            key.schedulingParent(),
            key.group()),
        accepted,
        List.copyOf(changes));
  }

  private Optional<Result.Incomplete> wrongCandidate(AttestedCandidateResponse response) {
    CandidateDescriptor descriptor = response.candidateReceipt().descriptor();
    Scheduling scheduling = tracked.scheduling();
    if (!descriptor.schedulingParent().equals(key.schedulingParent())) {
      return wrong(ReputationChange.INVALID_RESPONSE, "another scheduling parent");
    }
    if (!response
        .persistedValidationData()
        .hash()
        .equals(descriptor.persistedValidationDataHash())) {
      return wrong(ReputationChange.INVALID_RESPONSE, "validation data of another hash");
    }
    if (!scheduling.isAssigned(key.group(), descriptor.paraId())) {
      return wrong(ReputationChange.INVALID_RESPONSE, "the para is not the group's");
    }
    if (!response.candidateReceipt().hash().equals(key.candidate())) {
      return wrong(ReputationChange.INVALID_RESPONSE, "another candidate");
    }
    if (UmpSignals.check(response.candidateReceipt(), scheduling.claims())
        instanceof UmpSignals.Result.Failed(var error)) {
      return wrong(ReputationChange.INVALID_UMP_SIGNALS, error.toString());
    }
    var session = descriptor.schedulingSession();
    return session.isPresent() && session.getAsLong() != scheduling.session()
        ? wrong(ReputationChange.INVALID_SESSION_INDEX, "another session")
        : Optional.empty();
  }

  private static Optional<Result.Incomplete> wrong(ReputationChange change, String reason) {
    return Optional.of(new Result.Incomplete(change, reason));
  }

  private List<SignedStatement> statements(List<SignedStatement> statements) {
    List<SignedStatement> accepted = new ArrayList<>();
    Set<StatementStore.Key> seen = new HashSet<>();
    long looked = 2L * tracked.scheduling().members(key.group()).size();
    statements.stream()
        .limit(looked)
        .filter(signed -> isGood(signed, seen))
        .forEach(
            signed -> {
              seen.add(StatementStore.Key.of(signed));
              accepted.add(signed);
              changes.add(ReputationChange.VALID_STATEMENT);
            });
    return accepted;
  }

  private boolean isGood(SignedStatement signed, Set<StatementStore.Key> seen) {
    Scheduling scheduling = tracked.scheduling();
    int place = scheduling.place(key.group(), signed.validator());
    if (place < 0
        || !signed.statement().candidateHash().equals(key.candidate())
        || isMasked(place, signed)
        || seen.contains(StatementStore.Key.of(signed))) {
      changes.add(ReputationChange.UNREQUESTED_RESPONSE_STATEMENT);
      return false;
    }
    if (scheduling.isDisabled(signed.validator())) {
      return false;
    }
    boolean right =
        scheduling
            .key(signed.validator())
            .map(
                publicKey ->
                    Sr25519.verify(
                        publicKey,
                        signed.signingPayload(scheduling.signingContext()),
                        signed.signature()))
            .orElse(false);
    if (!right) {
      changes.add(ReputationChange.INVALID_SIGNATURE);
    }
    return right;
  }

  private boolean isMasked(int place, SignedStatement signed) {
    return switch (signed.statement()) {
      case CompactStatement.Seconded s -> mask.secondedInGroup().get(place);
      case CompactStatement.Valid v -> mask.validatedInGroup().get(place);
    };
  }
}
