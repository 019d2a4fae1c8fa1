package dev.vouch.crypto;

import static dev.vouch.vectors.VectorFile.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

class Ed25519VectorsTest {
  @Test
  void everySignatureHasTheVerdictOfTheReference() {
    VectorFile.read("ed25519")
        .check(
            v ->
                assertThat(
                        Ed25519.verify(
                            hex(v.get("public")),
                            VectorFile.bytes(v.get("message")),
                            hex(v.get("signature"))))
                    .isEqualTo(v.get("verify").asBoolean()));
  }
}
