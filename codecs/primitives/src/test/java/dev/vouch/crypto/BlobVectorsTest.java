package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

class BlobVectorsTest {
  @Test
  void everyBlobHasTheContentOrTheErrorOfTheReferenceAndWhatWeWriteIsReadBack() {
    VectorFile.read("blobs")
        .when(
            v -> v.has("blob"),
            v ->
                check(
                    Bytes.wrap(VectorFile.hex(v.get("blob"))),
                    v.get("limit").asInt(),
                    v.get("result")))
        .when(v -> v.has("compressed"), BlobVectorsTest::written)
        .run();
  }

  private static void written(JsonNode v) {
    Bytes theirs = Bytes.wrap(VectorFile.hex(v.get("compressed")));
    for (JsonNode read : v.get("decompress")) {
      check(theirs, read.get("limit").asInt(), read.get("result"));
    }
    Bytes raw = Bytes.wrap(VectorFile.bytes(v.get("raw")));
    assertThat(raw.length()).isEqualTo(v.get("raw_len").asInt());
    Bytes ours = MaybeCompressedBlob.compress(raw, raw.length()).orElseThrow();
    assertThat(MaybeCompressedBlob.isCompressed(ours)).isTrue();
    assertThat(MaybeCompressedBlob.decompress(ours, raw.length()))
        .isEqualTo(new Decompression.Content(raw));
    if (!raw.isEmpty()) {
      assertThat(MaybeCompressedBlob.compress(raw, raw.length() - 1).isEmpty())
          .isEqualTo(v.get("refused_below_len").asBoolean());
      assertThat(MaybeCompressedBlob.decompress(ours, raw.length() - 1))
          .isEqualTo(new Decompression.PossibleBomb());
    }
  }

  private static void check(Bytes blob, int limit, JsonNode expected) {
    String ours =
        switch (MaybeCompressedBlob.decompress(blob, limit)) {
          case Decompression.Content(Bytes bytes) ->
              bytes.length() + " " + Hash.blake2b256(bytes).toHex();
          case Decompression.Invalid() -> "Invalid";
          case Decompression.PossibleBomb() -> "PossibleBomb";
        };
    assertThat(ours)
        .as("limit %d", limit)
        .isEqualTo(
            expected.has("err")
                ? expected.get("err").asText()
                : expected.get("ok").get("len").asText()
                    + " "
                    + expected.get("ok").get("b256").asText());
  }
}
