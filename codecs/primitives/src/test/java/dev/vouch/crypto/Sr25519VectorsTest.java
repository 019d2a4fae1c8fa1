package dev.vouch.crypto;

import static dev.vouch.vectors.VectorFile.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.vectors.VectorFile;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sr25519VectorsTest {
  @Test
  void everySignatureHasTheVerdictOfTheReference() {
    VectorFile.read("sr25519")
        .check(
            v -> v.has("signature"),
            v -> {
              byte[] key = hex(v.get("public"));
              byte[] message = hex(v.get("message"));
              byte[] signature = hex(v.get("signature"));
              assertThat(Sr25519.verify(key, message, signature))
                  .as("verify")
                  .isEqualTo(v.get("verify").asBoolean())
                  .isEqualTo(v.get("host_v2").asBoolean());
              assertThat(Sr25519.verifyDeprecated(key, message, signature))
                  .as("verifyDeprecated")
                  .isEqualTo(v.get("verify_deprecated").asBoolean());
            });
  }

  @Test
  void everyEncodingOfAnElementIsTakenOrRefusedAsByTheReference() {
    VectorFile.read("sr25519")
        .check(
            v -> v.has("bytes"),
            v -> {
              EdwardsPoint p = new EdwardsPoint();
              boolean valid = Ristretto.decode(p, hex(v.get("bytes")));
              assertThat(valid).isEqualTo(v.get("valid").asBoolean());
              if (valid) {
                assertThat(Ristretto.encode(p)).isEqualTo(hex(v.get("bytes")));
                new PointArithmetic().twice(p, true);
                assertThat(HexFormat.of().formatHex(Ristretto.encode(p)))
                    .isEqualTo(v.get("doubled").asText());
              }
            });
  }
}
