package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of the network protocols against the reference (wire 3.1). */
class ProtocolNamesVectorsTest {
  @Test
  void everyNameIsThatOfTheReference() {
    VectorFile.read("protocol_names").check(ProtocolNamesVectorsTest::names);
  }

  private static void names(JsonNode vector) {
    ProtocolNames names =
        new ProtocolNames(
            Hash.fromHex(vector.get("genesis_hash").asText()),
            Optional.ofNullable(vector.get("fork_id").textValue()));
    assertThat(vector.get("requests")).hasSameSizeAs(ProtocolNames.Request.values());
    for (JsonNode request : vector.get("requests")) {
      String wanted = request.get(0).asText().toUpperCase(Locale.ROOT);
      ProtocolNames.Request ours =
          Arrays.stream(ProtocolNames.Request.values())
              .filter(candidate -> candidate.name().replace("_", "").equals(wanted))
              .findFirst()
              .orElseThrow();
      assertThat(names.request(ours)).isEqualTo(request.get(1).asText());
    }
    for (JsonNode set : vector.get("peer_sets")) {
      boolean pinned = set.get("collation_pinned_to_3").asBoolean();
      assertThat(names.validation()).isEqualTo(set.get("validation").asText());
      assertThat(names.collation(pinned)).isEqualTo(set.get("collation").asText());
      List<String> fallbacks = new ArrayList<>();
      set.get("collation_fallbacks").forEach(name -> fallbacks.add(name.asText()));
      assertThat(names.collationFallbacks(pinned)).isEqualTo(fallbacks);
      assertThat(set.get("validation_fallbacks")).isEmpty();
    }
  }
}
