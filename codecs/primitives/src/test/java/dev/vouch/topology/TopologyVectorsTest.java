package dev.vouch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shufflings, grids and key store files against the reference (wire 3.7, 4.3). */
class TopologyVectorsTest {
  @Test
  void everyGridShuffleAndKeyFileIsThatOfTheReference() {
    VectorFile.read("topology")
        .when(v -> v.has("randomness"), TopologyVectorsTest::grid)
        .when(v -> v.has("order"), TopologyVectorsTest::activeValidators)
        .when(v -> v.has("file_name"), TopologyVectorsTest::keyFile)
        .run();
  }

  private static void grid(JsonNode v) {
    GossipGrid grid = GossipGrid.of(Hash.of(VectorFile.hex(v.get("randomness"))), count(v));
    assertThat(grid.size()).isEqualTo(count(v));
    assertThat(grid.canonicalShuffling()).isEqualTo(indices(v.get("canonical_shuffling")));
    JsonNode places = v.get("shuffled_indices");
    for (int i = 0; i < places.size(); i++) {
      assertThat(grid.placeOf(new ValidatorIndex(i))).isEqualTo(places.get(i).asInt());
    }
    for (JsonNode some : v.path("neighbours")) {
      assertThat(grid.neighbours(new ValidatorIndex(some.get("validator").asInt())))
          .isEqualTo(new GossipGrid.Neighbours(indices(some.get("x")), indices(some.get("y"))));
    }
  }

  private static void activeValidators(JsonNode v) {
    assertThat(ActiveValidators.shuffled(Hash.of(VectorFile.hex(v.get("seed"))), count(v)))
        .isEqualTo(indices(v.get("order")));
  }

  private static void keyFile(JsonNode v) {
    KeyStoreFile.KeyType type =
        Arrays.stream(KeyStoreFile.KeyType.values())
            .filter(candidate -> candidate.id().equals(v.get("key_type").asText()))
            .findFirst()
            .orElseThrow();
    PublicKey key = PublicKey.fromHex(v.get("public").asText());
    assertThat(KeyStoreFile.name(type, key)).isEqualTo(v.get("file_name").asText());
    assertThat(KeyStoreFile.content(v.get("uri").asText())).isEqualTo(v.get("content").asText());
    try (Sr25519KeyPair pair = Sr25519KeyPair.fromUri(v.get("uri").asText())) {
      assertThat(pair.publicKey()).isEqualTo(key);
    }
  }

  private static int count(JsonNode v) {
    return v.get("n").asInt();
  }

  private static List<ValidatorIndex> indices(JsonNode array) {
    List<ValidatorIndex> out = new ArrayList<>();
    array.forEach(i -> out.add(new ValidatorIndex(i.asInt())));
    return out;
  }
}
