package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashVectorsTest {
  @Test
  void everyHashOfTheReferenceIsEqual() {
    VectorFile.read("hashes")
        .check(
            v -> {
              byte[] in =
                  VectorFile.bytes(v.has("input_rule") ? v.get("input_rule") : v.get("input"));
              same(v, "blake2_64", Hashes.blake2b64(in));
              same(v, "blake2_128", Hashes.blake2b128(in));
              same(v, "blake2_256", Hashes.blake2b256(in));
              same(v, "blake2_512", Hashes.blake2b512(in));
              same(v, "twox_64", Hashes.twox64(in));
              same(v, "twox_128", Hashes.twox128(in));
              same(v, "twox_256", Hashes.twox256(in));
              same(v, "keccak_256", Hashes.keccak256(in));
              same(v, "keccak_512", Hashes.keccak512(in));
              same(v, "sha2_256", Hashes.sha256(in));
            });
  }

  private static void same(JsonNode vector, String field, byte[] ours) {
    if (vector.has(field)) {
      assertThat(HexFormat.of().formatHex(ours)).as(field).isEqualTo(vector.get(field).asText());
    }
  }
}
