package dev.vouch.core.prospective;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.OutboundHrmpMessage;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The check of one candidate against its para's constraints (neighbours spec 1.11.4, 1.11.5). */
public final class Fragment {
  private Fragment() {}

  /** What of a candidate the relay chain looks at. */
  public record Candidate(
      CandidateCommitments commitments,
      PersistedValidationData validationData,
      ValidationCodeHash validationCodeHash) {}

  /** The candidate's modifications, if it fits the constraints at the relay parent (IE-3, IE-4). */
  public static Checked<Modifications> check(
      RelayParentInfo relayParent, Constraints constraints, Candidate candidate) {
    Checked<Modifications> built = modifications(relayParent, constraints, candidate);
    if (!(built instanceof Checked.Ok<Modifications>(Modifications modifications))) {
      return built;
    }
    CandidateCommitments commitments = candidate.commitments();
    Optional<ConstraintError> error =
        checkLimits(relayParent, constraints, candidate)
            .or(() -> checkValidationData(relayParent, constraints, candidate))
            .or(() -> checkDmpAdvancement(relayParent, constraints, commitments))
            .or(() -> checkUmpCount(constraints, modifications, commitments))
            .or(() -> constraints.check(modifications).map(Fragment::outputsInvalid));
    return error.<Checked<Modifications>>map(Checked::refused).orElse(built);
  }

  private static Checked<Modifications> modifications(
      RelayParentInfo relayParent, Constraints constraints, Candidate candidate) {
    CandidateCommitments commitments = candidate.commitments();
    SortedMap<ParaId, Modifications.Traffic> outbound = new TreeMap<>();
    List<OutboundHrmpMessage> horizontal = commitments.horizontalMessages();
    for (int i = 0; i < horizontal.size(); i++) {
      OutboundHrmpMessage message = horizontal.get(i);
      if (i > 0 && horizontal.get(i - 1).recipient().compareTo(message.recipient()) >= 0) {
        return Checked.refused(
            ConstraintError.of("HrmpMessagesDescendingOrDuplicate", Map.of("index", i)));
      }
      outbound.put(message.recipient(), new Modifications.Traffic(message.data().length(), 1));
    }
    List<Bytes> ordinary =
        commitments.upwardMessages().stream().takeWhile(message -> message.length() > 0).toList();
    long watermark = commitments.hrmpWatermark();
    return Checked.ok(
        new Modifications(
            Optional.of(commitments.headData()),
            Optional.of(
                watermark == relayParent.number()
                    ? new Watermark.Head(watermark)
                    : new Watermark.Trunk(watermark)),
            outbound,
            ordinary.size(),
            ordinary.stream().mapToLong(Bytes::length).sum(),
            commitments.processedDownwardMessages(),
            constraints
                .futureValidationCode()
                .filter(future -> relayParent.number() >= future.expectedAt())
                .isPresent()));
  }

  /** The limits that need no parent (1.11.5). */
  static Optional<ConstraintError> checkLimits(
      RelayParentInfo relayParent, Constraints constraints, Candidate candidate) {
    CandidateCommitments commitments = candidate.commitments();
    if (!constraints.validationCodeHash().equals(candidate.validationCodeHash())) {
      return Optional.of(
          ConstraintError.of(
              "ValidationCodeMismatch",
              Map.of(
                  "expected",
                  constraints.validationCodeHash().value().toHex(),
                  "got",
                  candidate.validationCodeHash().value().toHex())));
    }
    long head = commitments.headData().value().length();
    if (head > constraints.maxHeadDataSize()) {
      return tooLarge("HeadDataTooLarge", constraints.maxHeadDataSize(), head);
    }
    if (relayParent.number() < constraints.minRelayParentNumber()) {
      return Optional.of(
          ConstraintError.of(
              "RelayParentTooOld",
              Map.of("min", constraints.minRelayParentNumber(), "got", relayParent.number())));
    }
    if (commitments.newValidationCode().isPresent() && constraints.upgradeRestricted()) {
      return Optional.of(ConstraintError.of("CodeUpgradeRestricted"));
    }
    long code = commitments.newValidationCode().map(Bytes::length).orElse(0);
    if (code > constraints.maxCodeSize()) {
      return tooLarge("CodeSizeTooLarge", constraints.maxCodeSize(), code);
    }
    int messages = commitments.horizontalMessages().size();
    if (messages > constraints.maxHrmpNumPerCandidate()) {
      return allowed(
          "HrmpMessagesPerCandidateOverflow", constraints.maxHrmpNumPerCandidate(), messages);
    }
    return Optional.empty();
  }

  private static Optional<ConstraintError> checkValidationData(
      RelayParentInfo relayParent, Constraints constraints, Candidate candidate) {
    PersistedValidationData expected =
        new PersistedValidationData(
            constraints.requiredParent(),
            relayParent.number(),
            relayParent.storageRoot(),
            constraints.maxPovSize());
    return expected.equals(candidate.validationData())
        ? Optional.empty()
        : Optional.of(mismatch(expected, candidate.validationData()));
  }

  private static ConstraintError mismatch(
      PersistedValidationData expected, PersistedValidationData got) {
    LinkedHashMap<String, String> fields = new LinkedHashMap<>();
    describe("expected.", expected, fields);
    describe("got.", got, fields);
    return ConstraintError.of("PersistedValidationDataMismatch", fields);
  }

  private static void describe(
      String prefix, PersistedValidationData data, Map<String, String> fields) {
    fields.put(prefix + "parent_head", data.parentHead().value().toHex());
    fields.put(prefix + "relay_parent_number", Long.toString(data.relayParentNumber()));
    fields.put(prefix + "relay_parent_storage_root", data.relayParentStorageRoot().toHex());
    fields.put(prefix + "max_pov_size", Long.toString(data.maxPovSize()));
  }

  private static Optional<ConstraintError> checkDmpAdvancement(
      RelayParentInfo relayParent, Constraints constraints, CandidateCommitments commitments) {
    List<Long> queue = constraints.dmpRemainingMessages();
    boolean ignoresDueMessage =
        commitments.processedDownwardMessages() == 0
            && !queue.isEmpty()
            && queue.getFirst() <= relayParent.number();
    return ignoresDueMessage
        ? Optional.of(ConstraintError.of("DmpAdvancementRule"))
        : Optional.empty();
  }

  private static Optional<ConstraintError> checkUmpCount(
      Constraints constraints, Modifications modifications, CandidateCommitments commitments) {
    // The reference counts ordinary messages but reports the full list, signals included.
    return modifications.umpMessagesSent() > constraints.maxUmpNumPerCandidate()
        ? allowed(
            "UmpMessagesPerCandidateOverflow",
            constraints.maxUmpNumPerCandidate(),
            commitments.upwardMessages().size())
        : Optional.empty();
  }

  private static ConstraintError outputsInvalid(ConstraintError cause) {
    LinkedHashMap<String, String> fields = new LinkedHashMap<>();
    fields.put("error.kind", cause.kind());
    cause.fields().forEach((name, value) -> fields.put("error." + name, value));
    return ConstraintError.of("OutputsInvalid", fields);
  }

  private static Optional<ConstraintError> tooLarge(String kind, long max, long got) {
    return Optional.of(ConstraintError.of(kind, Map.of("max", max, "got", got)));
  }

  private static Optional<ConstraintError> allowed(String kind, long allowed, long submitted) {
    return Optional.of(
        ConstraintError.of(kind, Map.of("allowed", allowed, "submitted", submitted)));
  }
}
