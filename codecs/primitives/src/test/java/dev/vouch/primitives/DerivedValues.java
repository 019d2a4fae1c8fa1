package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the reference computes from a value, by the names of the vectors. */
final class DerivedValues {
  /** How the reference made the value; nothing to compare. */
  private static final Set<String> ORIGIN =
      Set.of("made_as", "made_with_group_bits", "made_with_core_index");

  private DerivedValues() {}

  static void check(Object value, JsonNode derived) {
    int compared = 0;
    for (Map.Entry<String, JsonNode> entry : derived.properties()) {
      if (ORIGIN.contains(entry.getKey())) {
        continue;
      }
      compared++;
      assertThat(derive(value, entry.getKey()))
          .as(entry.getKey())
          .isEqualTo(entry.getValue().isNull() ? "null" : text(entry.getValue()));
    }
    assertThat(compared).isPositive();
  }

  private static String text(JsonNode node) {
    return node.isContainerNode() ? node.toString() : node.asText();
  }

  private static String derive(Object value, String name) {
    return switch (value) {
      case HeadData head -> head.hash().toHex();
      case ValidationCode code -> code.hash().toHex();
      case PoV pov ->
          name.equals("hash") ? pov.hash().toHex() : Integer.toString(pov.encodedLength());
      case PersistedValidationData data -> data.hash().toHex();
      case CandidateCommitments commitments -> commitments.hash().toHex();
      case CandidateReceipt receipt -> receipt.hash().toHex();
      case CommittedCandidateReceipt receipt -> committed(receipt, name);
      case CandidateDescriptor descriptor -> descriptor(descriptor, name);
      case BackedCandidate candidate -> backed(candidate, name);
      case Statement statement ->
          name.equals("compact")
              ? CompactStatement.CODEC.encodeToBytes(statement.compact()).toHex()
              : statement.compact().candidateHash().toHex();
      case SignedFullStatement statement ->
          SignedStatement.CODEC.encodeToBytes(statement.toCompact()).toHex();
      case ExecutorParams params -> executorParams(params, name);
      case PvfCheckStatement statement -> SigningPayloads.pvfCheck(statement).toHex();
      case BlockHeader header -> header.hash().toHex();
      case ConsensusLog log -> log.digestItem().toHex();
      case StatementFilter filter ->
          name.equals("has_seconded")
              ? Boolean.toString(filter.hasSeconded())
              : Integer.toString(filter.backingValidators());
      default -> throw new AssertionError("nothing is derived from " + value.getClass());
    };
  }

  private static String committed(CommittedCandidateReceipt receipt, String name) {
    return switch (name) {
      case "candidate_hash" -> receipt.hash().toHex();
      case "commitments_hash" -> receipt.commitments().hash().toHex();
      case "plain" -> CandidateReceipt.CODEC.encodeToBytes(receipt.toPlain()).toHex();
      default -> throw new AssertionError(name);
    };
  }

  private static String backed(BackedCandidate candidate, String name) {
    return switch (name) {
      case "candidate_hash" -> candidate.candidate().hash().toHex();
      case "read_back_bits" -> candidate.groupBits().toString();
      case "read_back_core_index" -> show(candidate.injectedCoreIndex());
      default -> throw new AssertionError(name);
    };
  }

  private static String descriptor(CandidateDescriptor descriptor, String name) {
    return switch (name) {
      case "version" -> ReferenceJson.version(descriptor.version()).asText();
      case "version_old_rules" -> ReferenceJson.version(descriptor.versionOldRules()).asText();
      case "core_index" -> show(descriptor.coreIndex());
      case "session_index" -> show(descriptor.sessionIndex());
      case "scheduling_parent" -> descriptor.schedulingParent().toHex();
      case "scheduling_session" -> show(descriptor.schedulingSession());
      case "acceptance_v3_disabled" -> acceptance(descriptor.acceptance(false));
      case "acceptance_v3_enabled" -> acceptance(descriptor.acceptance(true));
      case "before_v3_seen" -> view(descriptor.forValidation(false));
      case "after_v3_seen" -> view(descriptor.forValidation(true));
      case "v1_collator" -> descriptor.bytes().slice(36, 68).toHex();
      case "v1_signature" -> descriptor.bytes().slice(164, 228).toHex();
      default -> throw new AssertionError(name);
    };
  }

  private static String view(CandidateDescriptor.ValidationView view) {
    return String.format(
        "{\"version\":%s,\"session_index\":%s,\"scheduling_parent\":\"%s\",\"scheduling_session\":%s}",
        ReferenceJson.version(view.version()),
        show(view.sessionIndex()),
        view.schedulingParent().toHex(),
        show(view.schedulingSession()));
  }

  static String acceptance(DescriptorAcceptance acceptance) {
    return switch (acceptance) {
      case ACCEPTED -> "ok";
      case INCONSISTENCY -> "Inconsistency";
      case V3_NOT_ENABLED -> "V3NotEnabled";
    };
  }

  private static String executorParams(ExecutorParams params, String name) {
    return switch (name) {
      case "hash" -> params.hash().toHex();
      case "prep_hash" -> params.preparationHash().toHex();
      case "consistency" -> params.inconsistency().map(DerivedValues::error).orElse("ok");
      case "prep_timeout_precheck_ms" -> unsigned(params.prepTimeout(PvfPrepKind.PRECHECK));
      case "prep_timeout_prepare_ms" -> unsigned(params.prepTimeout(PvfPrepKind.PREPARE));
      case "exec_timeout_backing_ms" -> unsigned(params.execTimeout(PvfExecKind.BACKING));
      case "exec_timeout_approval_ms" -> unsigned(params.execTimeout(PvfExecKind.APPROVAL));
      case "prechecking_max_memory" -> unsigned(params.precheckingMaxMemory());
      default -> throw new AssertionError(name);
    };
  }

  private static String error(ExecutorParamsError error) {
    return switch (error) {
      case ExecutorParamsError.DuplicatedParam(String name) -> "DuplicatedParam(\"" + name + "\")";
      case ExecutorParamsError.OutsideLimit(String name) -> "OutsideLimit(\"" + name + "\")";
      case ExecutorParamsError.IncompatibleValues(String first, String second) ->
          "IncompatibleValues(\"" + first + "\", \"" + second + "\")";
    };
  }

  private static String unsigned(OptionalLong bits) {
    return bits.isPresent() ? Long.toUnsignedString(bits.getAsLong()) : "null";
  }

  private static String show(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "null";
  }

  private static String show(Optional<CoreIndex> core) {
    return core.map(CoreIndex::toString).orElse("null");
  }
}
