package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Hashes;
import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.scale.ScaleException;
import dev.vouch.vectors.VectorFile;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encoding, chunks, roots, proofs and reconstruction against the reference (wire 6). */
class ErasureVectorsTest {
  @Test
  void everyPayloadGivesTheChunksRootAndProofsOfTheReferenceAndComesBack() {
    VectorFile.read("erasure")
        .when(v -> v.has("root"), ErasureVectorsTest::encoded)
        .when(v -> v.has("available_data"), ErasureVectorsTest::availableData)
        .run();
  }

  private static void encoded(JsonNode v) throws ErasureException {
    int validators = v.get("n_validators").asInt();
    Bytes payload =
        Bytes.wrap(VectorFile.bytes(v.has("payload") ? v.get("payload") : v.get("available_data")));
    if (v.has("payload_len")) {
      assertThat(payload.length()).isEqualTo(v.get("payload_len").asInt());
    }
    if (v.has("recovery_threshold")) {
      assertThat(ErasureCode.recoveryThreshold(validators))
          .isEqualTo(v.get("recovery_threshold").asInt());
      assertThat(ErasureCode.systematicThreshold(validators))
          .isEqualTo(v.get("systematic_threshold").asInt());
    }
    List<Bytes> chunks = ErasureCode.encode(validators, payload);
    checkChunks(v, chunks);
    ChunkTrie trie = ChunkTrie.of(chunks);
    assertThat(trie.root().toHex()).isEqualTo(v.get("root").asText());
    assertThat(ChunkTrie.root(chunks)).isEqualTo(trie.root());
    for (JsonNode proof : v.path("proofs")) {
      ChunkIndex index = new ChunkIndex(proof.get("index").asInt());
      assertThat(trie.proof(index).nodes()).isEqualTo(ErasureResults.list(proof.get("nodes")));
      assertThat(ChunkTrie.chunkHash(trie.root(), trie.proof(index), index))
          .isEqualTo(Hash.blake2b256(chunks.get(index.value())));
    }
    for (JsonNode run : v.path("reconstruct")) {
      ErasureResults.same(
          run, () -> ErasureCode.reconstruct(validators, chosen(run.get("indices"), chunks)));
    }
  }

  private static void availableData(JsonNode v) throws ErasureException, ScaleException {
    AvailableData data =
        AvailableData.CODEC.decodeAll(Bytes.wrap(VectorFile.hex(v.get("available_data"))));
    int validators = v.get("n_validators").asInt();
    Hash root = Hash.of(VectorFile.hex(v.get("root")));
    assertThat(ErasureRoot.of(validators, data)).isEqualTo(root);
    assertThat(ErasureRoot.chunks(validators, data))
        .hasSize(validators)
        .allMatch(chunk -> ErasureRoot.holds(root, chunk));
  }

  private static void checkChunks(JsonNode v, List<Bytes> chunks) {
    if (v.has("chunk_len")) {
      assertThat(chunks).allMatch(c -> c.length() == v.get("chunk_len").asInt());
    }
    if (v.has("chunks")) {
      assertThat(chunks).isEqualTo(ErasureResults.list(v.get("chunks")));
    } else if (v.has("chunk_hashes")) {
      for (int i = 0; i < chunks.size(); i++) {
        assertThat(Hash.blake2b256(chunks.get(i)).toHex())
            .isEqualTo(v.get("chunk_hashes").get(i).asText());
      }
    } else {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      chunks.forEach(c -> joined.writeBytes(Hashes.blake2b256(c.toArray())));
      assertThat(Bytes.wrap(Hashes.blake2b256(joined.toByteArray())).toHex())
          .isEqualTo(v.get("hash_of_chunk_hashes").asText());
    }
    for (JsonNode some : v.path("some_chunk_hashes")) {
      assertThat(Hash.blake2b256(chunks.get(some.get("index").asInt())).toHex())
          .isEqualTo(some.get("hash").asText());
    }
  }

  private static List<IndexedChunk> chosen(JsonNode indices, List<Bytes> chunks) {
    List<IndexedChunk> out = new ArrayList<>();
    if (indices.isArray()) {
      indices.forEach(i -> out.add(at(chunks, i.asInt())));
    } else {
      int from = indices.get("from").asInt();
      for (int i = from; i < from + indices.get("count").asInt(); i++) {
        out.add(at(chunks, i));
      }
    }
    return out;
  }

  private static IndexedChunk at(List<Bytes> chunks, int i) {
    return new IndexedChunk(new ChunkIndex(i), chunks.get(i));
  }
}
