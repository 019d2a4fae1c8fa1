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
  void everyStreamHasTheContentOrTheErrorOfTheReference() {
    VectorFile.read("blobs")
        .check(
            v -> v.has("blob"),
            v ->
                check(
                    Bytes.wrap(VectorFile.hex(v.get("blob"))),
                    v.get("limit").asInt(),
                    v.get("result")));
  }

  @Test
  void everyBlobThatTheReferenceWroteIsReadUnderEachLimitAsItReadsIt() {
    VectorFile.read("blobs")
        .check(
            v -> v.has("compressed"),
            v -> {
              Bytes blob = Bytes.wrap(VectorFile.hex(v.get("compressed")));
              for (JsonNode run : v.get("decompress")) {
                check(blob, run.get("limit").asInt(), run.get("result"));
              }
            });
  }

  @Test
  void whatWeWriteIsReadBackAndTooMuchIsRefused() {
    VectorFile.read("blobs")
        .check(
            v -> v.has("compressed"),
            v -> {
              Bytes raw = Bytes.wrap(VectorFile.bytes(v.get("raw")));
              Bytes blob = MaybeCompressedBlob.compress(raw, raw.length()).orElseThrow();
              assertThat(MaybeCompressedBlob.isCompressed(blob)).isTrue();
              assertThat(MaybeCompressedBlob.decompress(blob, raw.length()))
                  .isEqualTo(new Decompression.Content(raw));
              if (!raw.isEmpty()) {
                assertThat(MaybeCompressedBlob.compress(raw, raw.length() - 1)).isEmpty();
                assertThat(MaybeCompressedBlob.decompress(blob, raw.length() - 1))
                    .isEqualTo(new Decompression.PossibleBomb());
              }
            });
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
