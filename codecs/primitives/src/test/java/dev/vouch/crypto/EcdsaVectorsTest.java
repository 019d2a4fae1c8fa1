package dev.vouch.crypto;

import static dev.vouch.vectors.VectorFile.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Secp256k1.Overflow;
import dev.vouch.crypto.Secp256k1.Recovery;
import dev.vouch.primitives.Bytes;
import dev.vouch.vectors.VectorFile;
import java.util.HexFormat;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EcdsaVectorsTest {
  @Test
  void everyRecoveryAndVerificationEndsAsInTheReference() {
    VectorFile.read("ecdsa")
        .when(v -> v.has("signature"), EcdsaVectorsTest::recover)
        .when(v -> v.has("public"), EcdsaVectorsTest::verify)
        .run();
  }

  private static void recover(JsonNode v) {
    byte[] hash = hex(v.get("message_b256"));
    byte[] signature = hex(v.get("signature"));
    Recovery reduced = Secp256k1.recover(signature, hash, Overflow.REDUCE);
    Recovery strict = Secp256k1.recover(signature, hash, Overflow.REFUSE);
    check(v, "recover_v1", reduced, Recovery.Key::uncompressed);
    check(v, "recover_v2", strict, Recovery.Key::uncompressed);
    check(v, "recover_compressed_v1", reduced, Recovery.Key::compressed);
    check(v, "recover_compressed_v2", strict, Recovery.Key::compressed);
  }

  private static void verify(JsonNode v) {
    byte[] key = hex(v.get("public"));
    byte[] message = VectorFile.bytes(v.get("message"));
    byte[] hash = hex(v.get("message_b256"));
    byte[] signature = hex(v.get("signature"));
    assertThat(HexFormat.of().formatHex(Hashes.blake2b256(message)))
        .isEqualTo(v.get("message_b256").asText());
    same(v, "verify_v1", Secp256k1.verify(key, message, signature, Overflow.REDUCE));
    same(v, "verify_v2", Secp256k1.verify(key, message, signature, Overflow.REFUSE));
    same(v, "verify_prehashed_v1", Secp256k1.verifyHash(key, hash, signature, Overflow.REFUSE));
  }

  private static void same(JsonNode v, String name, boolean ours) {
    if (v.has(name)) {
      assertThat(ours).as(name).isEqualTo(v.get(name).asBoolean());
    }
  }

  private static void check(
      JsonNode v, String name, Recovery ours, Function<Recovery.Key, Bytes> field) {
    if (!v.has(name)) {
      return;
    }
    JsonNode expected = v.get(name);
    switch (ours) {
      case Recovery.Key key ->
          assertThat(field.apply(key).toHex()).as(name).isEqualTo(expected.path("ok").asText());
      case Recovery.Failed(Recovery.Reason reason) ->
          assertThat(reason.name().replace("_", ""))
              .as(name)
              .isEqualToIgnoringCase(expected.path("err").asText());
    }
  }
}
