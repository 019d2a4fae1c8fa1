package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/** Group rotation and vote thresholds against the reference (wire 2.10, 2.11). */
class RotationVectorsTest {
  @Test
  void groupsCoresAndThresholdsAreThoseOfTheReference() {
    VectorFile.read("rotation")
        .when(vector -> vector.has("info"), RotationVectorsTest::rotation)
        .when(vector -> vector.has("byzantine"), RotationVectorsTest::thresholds)
        .run();
  }

  private static void thresholds(JsonNode vector) {
    int n = vector.get("n").asInt();
    assertThat(BackingThreshold.byzantine(n)).isEqualTo(vector.get("byzantine").asInt());
    assertThat(BackingThreshold.supermajority(n)).isEqualTo(vector.get("supermajority").asInt());
    JsonNode effective = vector.get("effective_minimum_backing_votes");
    for (int minimum = 0; minimum < effective.size(); minimum++) {
      assertThat(BackingThreshold.effectiveMinimumVotes(n, minimum))
          .isEqualTo(effective.get(minimum).asInt());
    }
  }

  private static void rotation(JsonNode vector) {
    JsonNode fields = vector.get("info");
    GroupRotationInfo info =
        new GroupRotationInfo(
            fields.get("session_start_block").asLong(),
            fields.get("group_rotation_frequency").asLong(),
            fields.get("now").asLong());
    int cores = vector.get("cores").asInt();
    JsonNode groups = vector.get("group_for_core");
    for (int i = 0; i < groups.size(); i++) {
      assertThat(info.groupForCore(new CoreIndex(i), cores).unsigned())
          .isEqualTo(groups.get(i).asLong());
    }
    JsonNode coreForGroup = vector.get("core_for_group");
    for (int i = 0; i < coreForGroup.size(); i++) {
      assertThat(info.coreForGroup(new GroupIndex(i), cores).unsigned())
          .isEqualTo(coreForGroup.get(i).asLong());
    }
    if (vector.has("next_rotation_at")) {
      assertThat(info.nextRotation()).hasValue(vector.get("next_rotation_at").asLong());
      assertThat(info.lastRotation()).hasValue(vector.get("last_rotation_at").asLong());
      assertThat(info.bumped().now()).isEqualTo(vector.get("bumped_now").asLong());
    } else {
      assertThat(info.nextRotation()).isEmpty();
      assertThat(info.lastRotation()).isEmpty();
    }
  }
}
