package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.scale.ScaleWriter;
import dev.vouch.vectors.VectorFile;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.function.Function;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.junit.jupiter.api.Test;

class KeyVectorsTest {
  private static final String SOFT_JUNCTION = "InvalidPath";

  @Test
  void everyUriGivesTheSeedsAndKeysOrTheErrorsOfTheReference() {
    VectorFile.read("keys")
        .when(v -> v.has("sr25519"), v -> sr25519(v.get("uri").asText(), v.get("sr25519")))
        .when(
            v -> v.has("ed25519"),
            v -> hardOnly(v, "ed25519", "Ed25519HDKD", KeyVectorsTest::ed25519Key))
        .when(
            v -> v.has("ecdsa"),
            v -> hardOnly(v, "ecdsa", "Secp256k1HDKD", KeyVectorsTest::ecdsaKey))
        .run();
  }

  private static void sr25519(String uri, JsonNode expected) {
    String ours;
    try {
      ours = hex(Sr25519KeyPair.fromUri(uri).publicKeyBytes());
    } catch (InvalidSecretUriException e) {
      assertThat(error(e)).isEqualToIgnoringCase(error(expected));
      return;
    }
    assertThat(expected.has("error")).as("the reference says %s", expected).isFalse();
    assertThat(ours).isEqualTo(expected.get("public").asText());
    if (expected.path("seed").isTextual()) {
      byte[] seed = miniSecret(SecretUri.parse(uri));
      assertThat(hex(seed)).isEqualTo(expected.get("seed").asText());
      assertThat(hex(Sr25519KeyPair.fromSeed(seed).publicKeyBytes())).isEqualTo(ours);
    }
  }

  private static void hardOnly(
      JsonNode vector, String scheme, String label, Function<byte[], String> publicKey) {
    JsonNode expected = vector.get(scheme);
    byte[] seed;
    try {
      SecretUri uri = SecretUri.parse(vector.get("uri").asText());
      seed = uri.seed();
      if (!uri.path().stream().allMatch(SecretUri.Junction::hard)) {
        assertThat(SOFT_JUNCTION).isEqualTo(error(expected));
        return;
      }
      for (SecretUri.Junction junction : uri.path()) {
        byte[] name = new ScaleWriter().string(label).toArray();
        seed = Hashes.blake2b256(name, seed, junction.chainCode());
      }
    } catch (InvalidSecretUriException e) {
      assertThat(error(e)).as(scheme).isEqualToIgnoringCase(error(expected));
      return;
    }
    assertThat(publicKey.apply(seed)).as(scheme).isEqualTo(expected.path("public").asText());
    if (expected.path("seed").isTextual()) {
      assertThat(hex(seed)).as(scheme).isEqualTo(expected.get("seed").asText());
    }
  }

  /** The mini secret at the end of a path of hard junctions (wire 5.6). */
  private static byte[] miniSecret(SecretUri uri) {
    byte[] seed = uri.seed();
    for (SecretUri.Junction junction : uri.path()) {
      assertThat(junction.hard()).isTrue();
      seed =
          new Transcript("SchnorrRistrettoHDKD")
              .append("sign-bytes", new byte[0])
              .append("chain-code", junction.chainCode())
              .append("secret-key", Sr25519Secret.expand(seed.clone()).scalar())
              .challenge("HDKD-hard", 32);
    }
    return seed;
  }

  private static String ed25519Key(byte[] seed) {
    return hex(new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded());
  }

  private static String ecdsaKey(byte[] seed) {
    return hex(
        ECNamedCurveTable.getParameterSpec("secp256k1")
            .getG()
            .multiply(new BigInteger(1, seed))
            .normalize()
            .getEncoded(true));
  }

  private static String error(InvalidSecretUriException e) {
    return e.reason().name().replace("_", "");
  }

  /** The reference's error without what it carries. */
  private static String error(JsonNode expected) {
    return expected.path("error").asText().replaceAll("\\(.*", "");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
