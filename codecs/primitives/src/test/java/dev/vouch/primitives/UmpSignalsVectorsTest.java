package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signals of candidates against the reference (wire 2.6). */
class UmpSignalsVectorsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void everyClaimQueueTransposesAndEveryCheckEndsAsInTheReference() {
    VectorFile.read("ump_signals")
        .when(vector -> vector.has("transposed"), UmpSignalsVectorsTest::transpose)
        .when(vector -> vector.has("descriptor"), UmpSignalsVectorsTest::check)
        .run();
  }

  private static void transpose(JsonNode vector) {
    ArrayNode shown = JSON.arrayNode();
    claimQueue(vector)
        .transpose()
        .paras()
        .forEach(
            (para, depths) -> {
              ObjectNode entry = shown.addObject().put("para_id", para.unsigned());
              ArrayNode list = entry.putArray("depths");
              depths.forEach(
                  (depth, cores) ->
                      list.addObject().put("depth", depth).set("cores", ReferenceJson.of(cores)));
            });
    assertThat(shown.toString()).isEqualTo(vector.get("transposed").toString());
  }

  private static void check(JsonNode vector) {
    CandidateDescriptor descriptor =
        new CandidateDescriptor(Bytes.fromHex(vector.get("descriptor").asText()));
    List<Bytes> messages = new ArrayList<>();
    vector.get("upward_messages").forEach(hex -> messages.add(Bytes.fromHex(hex.asText())));
    TransposedClaimQueue queue = claimQueue(vector).transpose();

    assertThat(ReferenceJson.version(descriptor.version())).isEqualTo(vector.get("version"));
    assertThat(ReferenceJson.version(descriptor.versionOldRules()))
        .isEqualTo(vector.get("version_old_rules"));
    assertThat(UmpSignals.plainMessages(messages)).hasSize(vector.get("plain_messages").asInt());
    assertThat(show(UmpSignals.extract(messages))).isEqualTo(vector.get("signals").toString());
    assertThat(show(UmpSignals.check(descriptor, messages, queue)))
        .isEqualTo(vector.get("result").toString());
    assertThat(show(UmpSignals.check(descriptor, descriptor.versionOldRules(), messages, queue)))
        .isEqualTo(vector.get("result_old_version_rules").toString());
  }

  private static String show(UmpSignals.Result result) {
    ObjectNode out = JSON.objectNode();
    switch (result) {
      case UmpSignals.Result.Ok(UmpSignalSet signals) -> out.set("ok", ReferenceJson.of(signals));
      case UmpSignals.Result.Failed(UmpSignalError error) ->
          out.set("err", ReferenceJson.of(error));
    }
    return out.toString();
  }

  private static ClaimQueue claimQueue(JsonNode vector) {
    SortedMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    for (JsonNode entry : vector.get("claim_queue")) {
      List<ParaId> paras = new ArrayList<>();
      entry.get("paras").forEach(para -> paras.add(new ParaId((int) para.asLong())));
      cores.put(new CoreIndex((int) entry.get("core").asLong()), paras);
    }
    return new ClaimQueue(cores);
  }
}
