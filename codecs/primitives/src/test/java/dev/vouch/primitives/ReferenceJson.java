package dev.vouch.primitives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.scale.Codec;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Shows decoded values in the form of the reference vectors, field by field through accessors. */
final class ReferenceJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

  /** Where our names differ from the reference's. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "SignedStatement.statement", "payload",
          "SignedStatement.validator", "validator_index",
          "SignedFullStatement.statement", "payload",
          "SignedFullStatement.validator", "validator_index");

  private ReferenceJson() {}

  static JsonNode of(Object value) {
    return switch (value) {
      case Boolean b -> JSON.booleanNode(b);
      case Integer i -> JSON.numberNode(i);
      case Long l -> number(l);
      case BigInteger i -> JSON.textNode(i.toString());
      case String s -> JSON.textNode(s);
      case Bytes bytes -> JSON.textNode(bytes.toHex());
      case Hash hash -> JSON.textNode(hash.toHex());
      case CandidateHash hash -> JSON.textNode(hash.toHex());
      case ValidationCodeHash hash -> JSON.textNode(hash.toHex());
      case PublicKey key -> JSON.textNode(key.toHex());
      case Signature signature -> JSON.textNode(signature.toHex());
      case HeadData head -> JSON.textNode(head.value().toHex());
      case ValidationCode code -> JSON.textNode(code.value().toHex());
      case ParaId id -> number(id.unsigned());
      case ValidatorIndex index -> number(index.unsigned());
      case CoreIndex index -> number(index.unsigned());
      case GroupIndex index -> number(index.unsigned());
      case ChunkIndex index -> number(index.unsigned());
      case BitList bits -> JSON.textNode(bits.toString());
      case Enum<?> constant -> JSON.textNode(camel(constant.name()));
      case Optional<?> optional ->
          optional.isPresent() ? of(optional.orElseThrow()) : JSON.nullNode();
      case Collection<?> list -> array(list);
      case ExecutorParams params -> array(params.params());
      case ChunkProof proof -> array(proof.nodes());
      case ClaimQueue queue -> pairs(queue.cores(), "core", "paras");
      case Map<?, ?> map -> pairs(map, "validator_index", "validator_id");
      case CandidateDescriptor descriptor -> descriptor(descriptor);
      case DescriptorVersion version -> version(version);
      case UmpSignalSet signals -> signals(signals);
      case Record composite -> composite(composite);
      default -> throw new AssertionError("no JSON form of " + value.getClass());
    };
  }

  /** As the parser makes it: small numbers are ints. */
  private static JsonNode number(long value) {
    return (int) value == value ? JSON.numberNode((int) value) : JSON.numberNode(value);
  }

  static JsonNode unsigned64(long bits) {
    return JSON.textNode(Long.toUnsignedString(bits));
  }

  static JsonNode version(DescriptorVersion version) {
    if (version instanceof DescriptorVersion.Unknown(int versionByte)) {
      return JSON.textNode("Unknown(" + versionByte + ")");
    }
    return JSON.textNode(version.getClass().getSimpleName());
  }

  private static JsonNode composite(Record value) {
    ObjectNode out = JSON.objectNode();
    Class<?> type = value.getClass();
    if (type.getInterfaces().length > 0 && type.getInterfaces()[0].isSealed()) {
      out.put("kind", kind(value));
    }
    for (RecordComponent component : type.getRecordComponents()) {
      Object field;
      try {
        field = component.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
      String name =
          FIELDS.getOrDefault(
              type.getSimpleName() + "." + component.getName(),
              CAPITAL.matcher(component.getName()).replaceAll("_$1").toLowerCase(Locale.ROOT));
      out.set(name, field(value, component.getName(), field));
    }
    return out;
  }

  private static JsonNode field(Record owner, String name, Object field) {
    if (owner instanceof ExecutorParam && field instanceof Long bits) {
      boolean wide = name.equals("millis") || owner instanceof ExecutorParam.PrecheckingMaxMemory;
      return wide ? unsigned64(bits) : number(bits);
    }
    if (owner instanceof InvalidDisputeVote && name.equals("kind")) {
      return JSON.textNode(field.getClass().getSimpleName());
    }
    if (owner instanceof InherentData inherent && name.equals("backedCandidates")) {
      ArrayNode encoded = JSON.arrayNode();
      inherent
          .backedCandidates()
          .forEach(candidate -> encoded.add(hex(BackedCandidate.CODEC, candidate)));
      return encoded;
    }
    return of(field);
  }

  private static <T> String hex(Codec<T> codec, T value) {
    return codec.encodeToBytes(value).toHex();
  }

  private static String kind(Record value) {
    return switch (value) {
      case PoVFetchingResponse.Found found -> "PoV";
      case AvailableDataFetchingResponse.Found found -> "AvailableData";
      default -> value.getClass().getSimpleName();
    };
  }

  private static JsonNode array(Collection<?> list) {
    ArrayNode out = JSON.arrayNode();
    list.forEach(element -> out.add(of(element)));
    return out;
  }

  private static JsonNode pairs(Map<?, ?> map, String key, String value) {
    ArrayNode out = JSON.arrayNode();
    map.forEach(
        (k, v) -> {
          ObjectNode pair = out.addObject();
          pair.set(key, of(k));
          pair.set(value, of(v));
        });
    return out;
  }

  private static JsonNode signals(UmpSignalSet signals) {
    ObjectNode out = JSON.objectNode();
    JsonNode select =
        signals
            .selectCore()
            .<JsonNode>map(s -> JSON.arrayNode().add(s.coreSelector()).add(s.claimQueueOffset()))
            .orElse(JSON.nullNode());
    out.set("select_core", select);
    out.set("approved_peer", of(signals.approvedPeer().map(UmpSignal.ApprovedPeer::peerId)));
    return out;
  }

  private static JsonNode descriptor(CandidateDescriptor value) {
    ObjectNode out = JSON.objectNode();
    out.set("para_id", of(value.paraId()));
    out.set("relay_parent", of(value.relayParent()));
    out.put("version_byte", value.versionByte());
    out.put("core_index_raw", value.rawCoreIndex());
    out.set("session_index_raw", number(value.rawSessionIndex()));
    out.put("scheduling_session_offset", value.bytes().at(43));
    out.set("reserved1", of(value.bytes().slice(44, 68)));
    out.set("persisted_validation_data_hash", of(value.persistedValidationDataHash()));
    out.set("pov_hash", of(value.povHash()));
    out.set("erasure_root", of(value.erasureRoot()));
    out.set("scheduling_parent_raw", of(value.bytes().slice(164, 196)));
    out.set("reserved2", of(value.bytes().slice(196, 228)));
    out.set("para_head", of(value.paraHead()));
    out.set("validation_code_hash", of(value.validationCodeHash()));
    return out;
  }

  private static String camel(String constant) {
    StringBuilder out = new StringBuilder();
    for (String word : constant.split("_", -1)) {
      out.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }
}
