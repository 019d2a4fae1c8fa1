package dev.vouch.core.prospective;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.OutboundHrmpMessage;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The inclusion emulator against the reference's own (vectors "emulator"). */
final class EmulatorVectorsTest {
  @Test
  void fragmentsAndModificationsEndAsInTheReference() {
    VectorFile.read("emulator")
        .when(v -> v.has("relay_parent"), EmulatorVectorsTest::checkFragment)
        .when(v -> v.has("modifications"), EmulatorVectorsTest::checkModifications)
        .run();
  }

  private static void checkFragment(JsonNode v) {
    Constraints base = constraints(v.get("constraints"));
    RelayParentInfo relayParent =
        new RelayParentInfo(
            hash(v.at("/relay_parent/hash")),
            v.at("/relay_parent/number").asLong(),
            hash(v.at("/relay_parent/storage_root")));
    Fragment.Candidate candidate =
        new Fragment.Candidate(
            commitments(v.get("commitments")),
            pvd(v.get("persisted_validation_data")),
            new ValidationCodeHash(hash(v.get("validation_code_hash"))));
    Checked<Modifications> result = Fragment.check(relayParent, base, candidate);
    compare(result, v.get("result"), EmulatorVectorsTest::modifications);
    if (result instanceof Checked.Ok<Modifications>(Modifications m)
        && !v.get("applied").isNull()) {
      compare(base.apply(m), v.get("applied"), EmulatorVectorsTest::constraints);
    }
  }

  private static void checkModifications(JsonNode v) {
    Constraints base = constraints(v.get("constraints"));
    Modifications stacked = Modifications.identity();
    for (JsonNode next : v.get("modifications")) {
      stacked = stacked.stack(modifications(next));
    }
    assertThat(stacked).isEqualTo(modifications(v.get("stacked")));
    Optional<ConstraintError> refused = base.check(stacked);
    if (v.get("check").has("err")) {
      assertThat(refused).contains(error(v.get("check").get("err")));
    } else {
      assertThat(refused).isEmpty();
    }
    compare(base.apply(stacked), v.get("applied"), EmulatorVectorsTest::constraints);
  }

  private static <T> void compare(Checked<T> got, JsonNode expected, Function<JsonNode, T> read) {
    if (expected.has("err")) {
      assertThat(got).isEqualTo(Checked.refused(error(expected.get("err"))));
    } else {
      assertThat(got).isEqualTo(Checked.ok(read.apply(expected.get("ok"))));
    }
  }

  private static ConstraintError error(JsonNode err) {
    TreeMap<String, String> fields = new TreeMap<>();
    flatten("", err, fields);
    fields.remove("kind");
    return new ConstraintError(err.get("kind").asText(), fields);
  }

  private static void flatten(String prefix, JsonNode node, SortedMap<String, String> into) {
    node.properties()
        .forEach(
            field -> {
              if (field.getValue().isObject()) {
                flatten(prefix + field.getKey() + ".", field.getValue(), into);
              } else {
                into.put(prefix + field.getKey(), field.getValue().asText());
              }
            });
  }

  private static Constraints constraints(JsonNode c) {
    TreeMap<ParaId, Constraints.ChannelRoom> channels = new TreeMap<>();
    for (JsonNode channel : c.get("hrmp_channels_out")) {
      channels.put(
          new ParaId(channel.get("para_id").asInt()),
          new Constraints.ChannelRoom(
              channel.get("bytes_remaining").asLong(), channel.get("messages_remaining").asLong()));
    }
    JsonNode future = c.get("future_validation_code");
    return new Constraints(
        c.get("min_relay_parent_number").asLong(),
        c.get("max_pov_size").asLong(),
        c.get("max_code_size").asLong(),
        c.get("max_head_data_size").asLong(),
        c.get("ump_remaining").asLong(),
        c.get("ump_remaining_bytes").asLong(),
        c.get("max_ump_num_per_candidate").asLong(),
        longs(c.get("dmp_remaining_messages")),
        longs(c.get("hrmp_inbound_valid_watermarks")),
        channels,
        c.get("max_hrmp_num_per_candidate").asLong(),
        head(c.get("required_parent")),
        new ValidationCodeHash(hash(c.get("validation_code_hash"))),
        isRestricted(c.get("upgrade_restriction")),
        future.isNull()
            ? Optional.empty()
            : Optional.of(
                new Constraints.FutureCode(
                    future.get("at").asLong(), new ValidationCodeHash(hash(future.get("hash"))))));
  }

  /** Inputs name the restriction, results tell whether there is one. */
  private static boolean isRestricted(JsonNode restriction) {
    return restriction.isTextual() || restriction.asBoolean();
  }

  private static Modifications modifications(JsonNode m) {
    TreeMap<ParaId, Modifications.Traffic> outbound = new TreeMap<>();
    for (JsonNode sent : m.get("outbound_hrmp")) {
      outbound.put(
          new ParaId(sent.get("para_id").asInt()),
          new Modifications.Traffic(sent.get("bytes").asLong(), sent.get("messages").asLong()));
    }
    JsonNode parent = m.get("required_parent");
    JsonNode mark = m.get("hrmp_watermark");
    return new Modifications(
        parent.isNull() ? Optional.empty() : Optional.of(head(parent)),
        mark.isNull() ? Optional.empty() : Optional.of(watermark(mark)),
        outbound,
        m.get("ump_messages_sent").asLong(),
        m.get("ump_bytes_sent").asLong(),
        m.get("dmp_messages_processed").asLong(),
        m.get("code_upgrade_applied").asBoolean());
  }

  private static Watermark watermark(JsonNode mark) {
    long number = mark.get("number").asLong();
    return mark.get("kind").asText().equals("Head")
        ? new Watermark.Head(number)
        : new Watermark.Trunk(number);
  }

  private static CandidateCommitments commitments(JsonNode c) {
    List<Bytes> upward = new ArrayList<>();
    c.get("upward_messages").forEach(message -> upward.add(bytes(message)));
    List<OutboundHrmpMessage> horizontal = new ArrayList<>();
    c.get("horizontal_messages")
        .forEach(
            message ->
                horizontal.add(
                    new OutboundHrmpMessage(
                        new ParaId(message.get("recipient").asInt()), bytes(message.get("data")))));
    JsonNode code = c.get("new_validation_code");
    return new CandidateCommitments(
        upward,
        horizontal,
        code.isNull() ? Optional.empty() : Optional.of(bytes(code)),
        head(c.get("head_data")),
        c.get("processed_downward_messages").asLong(),
        c.get("hrmp_watermark").asLong());
  }

  private static PersistedValidationData pvd(JsonNode p) {
    return new PersistedValidationData(
        head(p.get("parent_head")),
        p.get("relay_parent_number").asLong(),
        hash(p.get("relay_parent_storage_root")),
        p.get("max_pov_size").asLong());
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> longs = new ArrayList<>();
    array.forEach(value -> longs.add(value.asLong()));
    return longs;
  }

  private static HeadData head(JsonNode hex) {
    return new HeadData(bytes(hex));
  }

  private static Bytes bytes(JsonNode hex) {
    return Bytes.fromHex(hex.asText());
  }

  private static Hash hash(JsonNode hex) {
    return Hash.fromHex(hex.asText());
  }
}
