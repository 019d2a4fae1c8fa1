package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Sr25519;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/** Signed statements against the reference (wire 2.8, 2.9). */
class SignedStatementsVectorsTest {
  @Test
  void aSignedStatementVerifiesInItsFullAndItsCompactForm() {
    VectorFile.read("signed_statements")
        .check(
            vector -> {
              SignedFullStatement full =
                  SignedFullStatement.CODEC.decodeAll(Bytes.fromHex(vector.get("full").asText()));
              SignedStatement compact =
                  SignedStatement.CODEC.decodeAll(Bytes.fromHex(vector.get("compact").asText()));
              assertThat(full.toCompact()).isEqualTo(compact);
              assertThat(
                      Sr25519.verify(
                          PublicKey.fromHex(vector.get("public").asText()),
                          compact.signingPayload(context(vector)),
                          compact.signature()))
                  .isEqualTo(vector.get("valid").asBoolean());
            });
  }

  private static SigningContext context(JsonNode vector) {
    JsonNode context = vector.get("context");
    return new SigningContext(
        context.get("session_index").asLong(), Hash.fromHex(context.get("parent_hash").asText()));
  }
}
