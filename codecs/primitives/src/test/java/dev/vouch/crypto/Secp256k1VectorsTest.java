package dev.vouch.crypto;

import static dev.vouch.vectors.VectorFile.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Secp256k1.Overflow;
import dev.vouch.crypto.Secp256k1.Recovery;
import dev.vouch.primitives.Bytes;
import dev.vouch.vectors.VectorFile;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class Secp256k1VectorsTest {
  @Test
  void everyRecoveryGivesTheKeyOrTheErrorOfTheReference() {
    VectorFile.read("ecdsa")
        .check(
            v -> {
              byte[] hash = hex(v.get("message_b256"));
              byte[] signature = hex(v.get("signature"));
              Recovery reduced = Secp256k1.recover(signature, hash, Overflow.REDUCE);
              Recovery strict = Secp256k1.recover(signature, hash, Overflow.REFUSE);
              check(v.get("recover_v1"), reduced, Recovery.Key::uncompressed);
              check(v.get("recover_v2"), strict, Recovery.Key::uncompressed);
              check(v.get("recover_compressed_v2"), strict, Recovery.Key::compressed);
            });
  }

  @Test
  void everyVerificationHasTheVerdictOfTheReference() {
    VectorFile.read("ecdsa")
        .check(
            v -> v.has("public"),
            v -> {
              byte[] key = hex(v.get("public"));
              byte[] message = hex(v.get("message"));
              byte[] hash = hex(v.get("message_b256"));
              byte[] signature = hex(v.get("signature"));
              assertThat(Secp256k1.verify(key, message, signature, Overflow.REDUCE))
                  .as("version 1")
                  .isEqualTo(v.get("verify_v1").asBoolean());
              assertThat(Secp256k1.verify(key, message, signature, Overflow.REFUSE))
                  .as("version 2")
                  .isEqualTo(v.get("verify_v2").asBoolean());
              assertThat(Secp256k1.verifyHash(key, hash, signature, Overflow.REFUSE))
                  .as("prehashed")
                  .isEqualTo(v.get("verify_prehashed_v1").asBoolean());
            });
  }

  private static void check(JsonNode expected, Recovery ours, Function<Recovery.Key, Bytes> field) {
    switch (ours) {
      case Recovery.Key key ->
          assertThat(field.apply(key).toHex()).isEqualTo(expected.path("ok").asText());
      case Recovery.Failed(Recovery.Reason reason) ->
          assertThat(reason.name().replace("_", ""))
              .isEqualToIgnoringCase(expected.path("err").asText());
    }
  }
}
