package dev.vouch.crypto;

import static dev.vouch.vectors.VectorFile.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Sr25519VectorsTest {
  @Test
  void everySignatureAndEveryEncodingOfAnElementHasTheVerdictOfTheReference() {
    VectorFile.read("sr25519")
        .when(v -> v.has("signature"), Sr25519VectorsTest::signature)
        .when(v -> v.has("bytes"), Sr25519VectorsTest::element)
        .run();
  }

  private static void signature(JsonNode v) {
    byte[] key = hex(v.get("public"));
    byte[] message = VectorFile.bytes(v.get("message"));
    byte[] signature = hex(v.get("signature"));
    boolean ours = Sr25519.verify(key, message, signature);
    for (String name : List.of("verify", "host_v2")) {
      if (v.has(name)) {
        assertThat(ours).as(name).isEqualTo(v.get(name).asBoolean());
      }
    }
    if (v.has("verify_deprecated")) {
      assertThat(Sr25519.verifyDeprecated(key, message, signature))
          .as("verify_deprecated")
          .isEqualTo(v.get("verify_deprecated").asBoolean());
    }
  }

  private static void element(JsonNode v) {
    EdwardsPoint p = new EdwardsPoint();
    boolean valid = Ristretto.decode(p, hex(v.get("bytes")));
    assertThat(valid).isEqualTo(v.get("valid").asBoolean());
    if (valid) {
      assertThat(Ristretto.encode(p)).isEqualTo(hex(v.get("bytes")));
      new PointArithmetic().twice(p, true);
      assertThat(HexFormat.of().formatHex(Ristretto.encode(p)))
          .isEqualTo(v.get("doubled").asText());
    }
  }
}
