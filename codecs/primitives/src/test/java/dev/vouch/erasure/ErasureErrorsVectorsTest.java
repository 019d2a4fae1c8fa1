package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.ChunkProof;
import dev.vouch.primitives.Hash;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Thresholds, and what is refused with which error, against the reference (wire 6.1, 6.5, 6.6). */
class ErasureErrorsVectorsTest {
  private static final Bytes THREE_BYTES = Bytes.wrap(new byte[] {1, 2, 3});

  @Test
  void everyCallHasTheResultOrTheErrorOfTheReference() {
    VectorFile.read("erasure_errors")
        .when(is("thresholds"), ErasureErrorsVectorsTest::thresholds)
        .when(is("obtain"), ErasureErrorsVectorsTest::obtain)
        .when(is("reconstruct"), ErasureErrorsVectorsTest::reconstruct)
        .when(is("systematic"), ErasureErrorsVectorsTest::systematic)
        .when(is("branch"), ErasureErrorsVectorsTest::branch)
        .run();
  }

  private static Predicate<JsonNode> is(String kind) {
    return vector -> vector.get("id").asText().startsWith(kind + "/");
  }

  private static void thresholds(JsonNode v) throws ErasureException {
    int n = v.get("n_validators").asInt();
    ErasureResults.sameText(v.get("recovery"), () -> ErasureCode.recoveryThreshold(n));
    ErasureResults.sameText(v.get("systematic"), () -> ErasureCode.systematicThreshold(n));
    JsonNode obtain = v.path("obtain_three_bytes");
    if (obtain.has("err")) {
      ErasureResults.sameText(obtain, () -> ErasureCode.encode(n, THREE_BYTES));
    } else if (obtain.has("ok")) {
      List<Bytes> chunks = ErasureCode.encode(n, THREE_BYTES);
      assertThat(chunks).hasSize(obtain.get("ok").get("chunks").asInt());
      assertThat(chunks).allMatch(c -> c.length() == obtain.get("ok").get("chunk_len").asInt());
    }
  }

  private static void obtain(JsonNode v) {
    Bytes payload = v.has("payload") ? Bytes.wrap(VectorFile.bytes(v.get("payload"))) : Bytes.EMPTY;
    ErasureResults.sameText(
        v.get("result"), () -> ErasureCode.encode(v.get("n_validators").asInt(), payload));
  }

  private static void reconstruct(JsonNode v) {
    List<IndexedChunk> chunks = new ArrayList<>();
    for (JsonNode c : v.get("chunks")) {
      chunks.add(
          new IndexedChunk(
              new ChunkIndex((int) c.get("index").asLong()),
              Bytes.wrap(VectorFile.bytes(c.get("chunk")))));
    }
    ErasureResults.same(
        v.get("result"), () -> ErasureCode.reconstruct(v.get("n_validators").asInt(), chunks));
  }

  private static void systematic(JsonNode v) {
    ErasureResults.same(
        v.get("result"),
        () ->
            ErasureCode.reconstructFromSystematic(
                v.get("n_validators").asInt(), ErasureResults.list(v.get("chunks"))));
  }

  private static void branch(JsonNode v) {
    List<Bytes> nodes = ErasureResults.list(v.get("nodes"));
    JsonNode result = v.get("result");
    if (result.has("proof_rejected")) {
      assertThat(catchThrowable(() -> new ChunkProof(nodes)))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    Hash root = Hash.of(VectorFile.hex(v.get("root")));
    ChunkIndex index = new ChunkIndex((int) v.get("index").asLong());
    ErasureResults.sameText(
        result, () -> ChunkTrie.chunkHash(root, new ChunkProof(nodes), index).toHex());
  }
}
