package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/** Which validator holds which chunk, against the reference (wire 6.7). */
class ChunkMappingVectorsTest {
  @Test
  void everyValidatorHoldsTheChunkThatTheReferenceGivesIt() {
    VectorFile.read("chunk_mapping").check(ChunkMappingVectorsTest::check);
  }

  private static void check(JsonNode v) throws ErasureException {
    JsonNode validators = v.get("validators");
    assertThat(v.get("chunks")).hasSameSizeAs(validators);
    for (int i = 0; i < validators.size(); i++) {
      assertThat(
              ChunkMapping.chunkOf(
                      v.get("n_validators").asInt(),
                      v.get("mapping_enabled").asBoolean(),
                      new CoreIndex((int) v.get("core_index").asLong()),
                      new ValidatorIndex(validators.get(i).asInt()))
                  .unsigned())
          .as("validator %s", validators.get(i))
          .isEqualTo(v.get("chunks").get(i).asLong());
    }
  }
}
