package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.scale.ScaleWriter;
import dev.vouch.vectors.VectorFile;
import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.junit.jupiter.api.Test;

class KeyVectorsTest {
  @Test
  void everySr25519UriGivesTheKeyOrTheErrorOfTheReference() {
    VectorFile.read("keys")
        .check(
            v -> {
              String uri = v.get("uri").asText();
              JsonNode expected = v.get("sr25519");
              if (expected.has("error")) {
                InvalidSecretUriException e =
                    catchThrowableOfType(
                        InvalidSecretUriException.class, () -> Sr25519KeyPair.fromUri(uri));
                assertThat(e.reason().name().replace("_", ""))
                    .isEqualToIgnoringCase(expected.get("error").asText().replaceAll("\\(.*", ""));
                return;
              }
              assertThat(hex(Sr25519KeyPair.fromUri(uri).publicKeyBytes()))
                  .isEqualTo(expected.get("public").asText());
            });
  }

  @Test
  void everyHardPathGivesTheEd25519SeedAndKeyOfTheReference() {
    VectorFile.read("keys")
        .check(
            v -> v.get("ed25519").has("seed"),
            v -> {
              byte[] seed = hardSeed(v.get("uri").asText(), "Ed25519HDKD");
              assertThat(hex(seed)).isEqualTo(v.get("ed25519").get("seed").asText());
              assertThat(
                      hex(
                          new Ed25519PrivateKeyParameters(seed, 0)
                              .generatePublicKey()
                              .getEncoded()))
                  .isEqualTo(v.get("ed25519").get("public").asText());
            });
  }

  @Test
  void everyHardPathGivesTheEcdsaSeedAndKeyOfTheReference() {
    VectorFile.read("keys")
        .check(
            v -> v.get("ecdsa").has("seed"),
            v -> {
              byte[] seed = hardSeed(v.get("uri").asText(), "Secp256k1HDKD");
              assertThat(hex(seed)).isEqualTo(v.get("ecdsa").get("seed").asText());
              assertThat(
                      hex(
                          ECNamedCurveTable.getParameterSpec("secp256k1")
                              .getG()
                              .multiply(new BigInteger(1, seed))
                              .normalize()
                              .getEncoded(true)))
                  .isEqualTo(v.get("ecdsa").get("public").asText());
            });
  }

  private static byte[] hardSeed(String uri, String label) {
    SecretUri parsed = SecretUri.parse(uri);
    byte[] seed = parsed.seed();
    for (SecretUri.Junction junction : parsed.path()) {
      assertThat(junction.hard()).isTrue();
      seed =
          Hashes.blake2b256(new ScaleWriter().string(label).toArray(), seed, junction.chainCode());
    }
    return seed;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
