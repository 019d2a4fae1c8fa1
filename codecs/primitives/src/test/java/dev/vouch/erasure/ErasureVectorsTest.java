package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Hashes;
import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.ChunkProof;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.vectors.VectorFile;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureVectorsTest {
  @Test
  void everyPayloadGivesTheChunksRootAndProofsOfTheReference() {
    VectorFile.read("erasure")
        .check(
            v -> {
              int validators = v.get("n_validators").asInt();
              Bytes payload =
                  Bytes.wrap(
                      VectorFile.bytes(
                          v.has("payload") ? v.get("payload") : v.get("available_data")));
              List<Bytes> chunks = ErasureCode.encode(validators, payload);
              checkChunks(v, chunks);
              ChunkTrie trie = ChunkTrie.of(chunks);
              assertThat(trie.root().toHex()).isEqualTo(v.get("root").asText());
              assertThat(ChunkTrie.root(chunks)).isEqualTo(trie.root());
              for (JsonNode proof : v.path("proofs")) {
                ChunkIndex index = new ChunkIndex(proof.get("index").asInt());
                assertThat(trie.proof(index).nodes()).isEqualTo(list(proof.get("nodes")));
                assertThat(ChunkTrie.chunkHash(trie.root(), trie.proof(index), index))
                    .isEqualTo(Hash.blake2b256(chunks.get(index.value())));
              }
              for (JsonNode run : v.path("reconstruct")) {
                checkRun(run, () -> ErasureCode.reconstruct(validators, chosen(run, chunks)));
              }
            });
  }

  @Test
  void theRootOfAvailableDataIsThatOfItsEncoding() {
    VectorFile.read("erasure")
        .check(
            v -> v.has("available_data"),
            v -> {
              AvailableData data =
                  AvailableData.CODEC.decodeAll(
                      Bytes.wrap(VectorFile.hex(v.get("available_data"))));
              int validators = v.get("n_validators").asInt();
              Hash root = Hash.of(VectorFile.hex(v.get("root")));
              assertThat(ErasureRoot.of(validators, data)).isEqualTo(root);
              assertThat(ErasureRoot.chunks(validators, data))
                  .hasSize(validators)
                  .allMatch(chunk -> ErasureRoot.holds(root, chunk));
            });
  }

  @Test
  void thresholdsAreThoseOfTheReference() {
    VectorFile.read("erasure_errors")
        .check(
            v -> v.get("id").asText().startsWith("thresholds/"),
            v -> {
              int n = v.get("n_validators").asInt();
              check(v.get("recovery"), () -> ErasureCode.recoveryThreshold(n));
              check(v.get("systematic"), () -> ErasureCode.systematicThreshold(n));
              JsonNode obtain = v.get("obtain_three_bytes");
              if (obtain.isNull()) {
                return;
              }
              Bytes three = Bytes.wrap(new byte[] {1, 2, 3});
              if (obtain.has("err")) {
                check(obtain, () -> ErasureCode.encode(n, three));
              } else {
                List<Bytes> chunks = ErasureCode.encode(n, three);
                assertThat(chunks).hasSize(obtain.get("ok").get("chunks").asInt());
                assertThat(chunks)
                    .allMatch(c -> c.length() == obtain.get("ok").get("chunk_len").asInt());
              }
            });
  }

  @Test
  void anEmptyPayloadIsRefused() {
    VectorFile.read("erasure_errors")
        .check(
            v -> v.get("id").asText().startsWith("obtain/"),
            v ->
                check(
                    v.get("result"),
                    () -> ErasureCode.encode(v.get("n_validators").asInt(), Bytes.EMPTY)));
  }

  @Test
  void everyReconstructionHasTheResultOrTheErrorOfTheReference() {
    VectorFile.read("erasure_errors")
        .check(
            v -> v.get("id").asText().startsWith("reconstruct/"),
            v -> {
              List<IndexedChunk> chunks = new ArrayList<>();
              for (JsonNode c : v.get("chunks")) {
                chunks.add(
                    new IndexedChunk(
                        new ChunkIndex((int) c.get("index").asLong()),
                        Bytes.wrap(VectorFile.hex(c.get("chunk")))));
              }
              checkRun(
                  v.get("result"),
                  () -> ErasureCode.reconstruct(v.get("n_validators").asInt(), chunks));
            });
  }

  @Test
  void everySystematicReconstructionHasTheResultOrTheErrorOfTheReference() {
    VectorFile.read("erasure_errors")
        .check(
            v -> v.get("id").asText().startsWith("systematic/"),
            v ->
                checkRun(
                    v.get("result"),
                    () ->
                        ErasureCode.reconstructFromSystematic(
                            v.get("n_validators").asInt(), list(v.get("chunks")))));
  }

  @Test
  void everyBranchHasTheHashOrTheErrorOfTheReference() {
    VectorFile.read("erasure_errors")
        .check(
            v -> v.get("id").asText().startsWith("branch/"),
            v -> {
              JsonNode result = v.get("result");
              List<Bytes> nodes = list(v.get("nodes"));
              if (result.has("proof_rejected")) {
                assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(() -> new ChunkProof(nodes)))
                    .isInstanceOf(IllegalArgumentException.class);
                return;
              }
              Hash root = Hash.of(VectorFile.hex(v.get("root")));
              ChunkIndex index = new ChunkIndex((int) v.get("index").asLong());
              check(result, () -> ChunkTrie.chunkHash(root, new ChunkProof(nodes), index).toHex());
            });
  }

  @Test
  void everyValidatorHoldsTheChunkThatTheReferenceGivesIt() {
    VectorFile.read("chunk_mapping")
        .check(
            v -> {
              for (int i = 0; i < v.get("validators").size(); i++) {
                assertThat(
                        ChunkMapping.chunkOf(
                                v.get("n_validators").asInt(),
                                v.get("mapping_enabled").asBoolean(),
                                new CoreIndex(v.get("core_index").asInt()),
                                new ValidatorIndex(v.get("validators").get(i).asInt()))
                            .value())
                    .isEqualTo(v.get("chunks").get(i).asInt());
              }
            });
  }

  private interface Run {
    Object get() throws ErasureException;
  }

  private interface BytesRun {
    Bytes get() throws ErasureException;
  }

  private static void check(JsonNode expected, Run run) {
    try {
      assertThat(String.valueOf(run.get())).isEqualTo(expected.path("ok").asText());
    } catch (ErasureException e) {
      assertThat(e.error().name().replace("_", ""))
          .isEqualToIgnoringCase(expected.path("err").asText());
    }
  }

  private static void checkRun(JsonNode expected, BytesRun run) {
    try {
      Bytes ours = run.get();
      assertThat(ours.length()).isEqualTo(expected.path("ok").path("len").asInt(-1));
      assertThat(Hash.blake2b256(ours).toHex()).isEqualTo(expected.get("ok").get("b256").asText());
    } catch (ErasureException e) {
      assertThat(e.error().name().replace("_", ""))
          .isEqualToIgnoringCase(expected.path("err").asText());
    }
  }

  private static void checkChunks(JsonNode v, List<Bytes> chunks) {
    if (v.has("chunk_len")) {
      assertThat(chunks).allMatch(c -> c.length() == v.get("chunk_len").asInt());
    }
    if (v.has("chunks")) {
      assertThat(chunks).isEqualTo(list(v.get("chunks")));
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
  }

  private static List<IndexedChunk> chosen(JsonNode run, List<Bytes> chunks) {
    List<IndexedChunk> out = new ArrayList<>();
    JsonNode indices = run.get("indices");
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

  private static List<Bytes> list(JsonNode array) {
    List<Bytes> out = new ArrayList<>();
    array.forEach(item -> out.add(Bytes.wrap(VectorFile.hex(item))));
    return out;
  }
}
