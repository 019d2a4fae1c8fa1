package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Version rules, acceptance and the V3 builder against the reference (wire DV-1 to DV-4). */
class DescriptorVersionsVectorsTest {
  @Test
  void bothVersionRulesAcceptanceAndTheBuilderAgreeWithTheReference() {
    VectorFile.read("descriptor_versions")
        .when(vector -> vector.has("version_byte"), DescriptorVersionsVectorsTest::version)
        .when(vector -> vector.has("scheduling_session"), DescriptorVersionsVectorsTest::build)
        .run();
  }

  private static void version(JsonNode vector) {
    byte[] raw = new byte[CandidateDescriptor.LENGTH];
    raw[0] = (byte) 0xd0;
    raw[1] = 7;
    Arrays.fill(raw, 4, 36, (byte) 0x11);
    raw[36] = (byte) vector.get("version_byte").asInt();
    for (JsonNode set : vector.get("set")) {
      raw[set.get(0).asInt()] = (byte) set.get(1).asInt();
    }
    CandidateDescriptor descriptor = new CandidateDescriptor(Bytes.wrap(raw));
    assertThat(ReferenceJson.version(descriptor.version())).isEqualTo(vector.get("version"));
    assertThat(ReferenceJson.version(descriptor.versionOldRules()))
        .isEqualTo(vector.get("version_old_rules"));
    assertThat(descriptor.version().equals(descriptor.versionOldRules()))
        .isEqualTo(vector.get("consistent").asBoolean());
    assertThat(DerivedValues.acceptance(descriptor.acceptance(false)))
        .isEqualTo(vector.get("acceptance_v3_disabled").asText());
    assertThat(DerivedValues.acceptance(descriptor.acceptance(true)))
        .isEqualTo(vector.get("acceptance_v3_enabled").asText());
  }

  private static void build(JsonNode vector) {
    Supplier<CandidateDescriptor> build =
        () ->
            CandidateDescriptor.builder(new ParaId(2000), filled(1))
                .persistedValidationDataHash(filled(2))
                .povHash(filled(3))
                .erasureRoot(filled(4))
                .paraHead(filled(5))
                .validationCodeHash(new ValidationCodeHash(filled(6)))
                .v3(
                    new CoreIndex(vector.get("core_index").asInt()),
                    vector.get("session_index").asLong(),
                    filled(7),
                    vector.get("scheduling_session").asLong());
    JsonNode result = vector.get("result");
    if (!result.isObject() || !result.has("encoded")) {
      assertThat(result.toString()).contains("refused");
      assertThatThrownBy(build::get).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    CandidateDescriptor descriptor = build.get();
    assertThat(descriptor.bytes().toHex()).isEqualTo(result.get("encoded").asText());
    assertThat(descriptor.schedulingSession()).hasValue(result.get("scheduling_session").asLong());
    assertThat(descriptor.coreIndex()).hasValue(new CoreIndex(result.get("core_index").asInt()));
  }

  private static Hash filled(int value) {
    byte[] bytes = new byte[Hash.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return Hash.of(bytes);
  }
}
