package dev.vouch.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrieVectorsTest {
  @Test
  void everyOrderedRootIsThatOfTheReference() {
    VectorFile.read("trie")
        .check(
            v -> v.has("values"),
            v -> {
              List<Bytes> values = list(v.get("values"));
              assertThat(Trie.orderedRoot(TrieLayout.V0, TrieHasher.BLAKE2B_256, values).toHex())
                  .isEqualTo(v.get("root_v0").asText());
              assertThat(Trie.orderedRoot(TrieLayout.V1, TrieHasher.BLAKE2B_256, values).toHex())
                  .isEqualTo(v.get("root_v1").asText());
            });
  }

  @Test
  void everyStorageRootIsThatOfTheReference() {
    VectorFile.read("trie")
        .check(
            v -> v.has("pairs"),
            v -> {
              SortedMap<Bytes, Bytes> pairs = pairs(v.get("pairs"));
              assertThat(Trie.root(TrieLayout.V0, TrieHasher.BLAKE2B_256, pairs).toHex())
                  .isEqualTo(v.get("root_v0").asText());
              assertThat(Trie.root(TrieLayout.V1, TrieHasher.BLAKE2B_256, pairs).toHex())
                  .isEqualTo(v.get("root_v1").asText());
            });
  }

  @Test
  void everyStorageProofHasTheNodesOfTheReferenceAndAnswersItsKeys() {
    VectorFile.read("trie")
        .check(
            v -> v.has("proof_v1"),
            v -> {
              SortedMap<Bytes, Bytes> pairs = pairs(v.get("pairs"));
              Trie trie = Trie.of(TrieLayout.V1, TrieHasher.BLAKE2B_256, pairs);
              JsonNode proof = v.get("proof_v1");
              List<Bytes> nodes = list(proof.get("nodes"));
              Set<Bytes> ours = new LinkedHashSet<>();
              for (Bytes key : list(proof.get("keys"))) {
                ours.addAll(trie.proof(key));
                Lookup expected =
                    pairs.containsKey(key) ? new Lookup.Found(pairs.get(key)) : new Lookup.Absent();
                assertThat(Trie.lookup(TrieHasher.BLAKE2B_256, trie.root(), nodes, key))
                    .isEqualTo(expected);
              }
              assertThat(ours).containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(nodes));
            });
  }

  @Test
  void everyCompactProofHasTheVerdictOfTheReference() {
    VectorFile.read("trie_membership")
        .check(
            v -> {
              TrieLayout layout =
                  v.get("state_version").asInt() == 0 ? TrieLayout.V0 : TrieLayout.V1;
              TrieHasher hasher =
                  v.get("hash").asText().equals("keccak")
                      ? TrieHasher.KECCAK_256
                      : TrieHasher.BLAKE2B_256;
              assertThat(
                      MembershipProof.verify(
                          layout,
                          hasher,
                          Hash.of(VectorFile.hex(v.get("root"))),
                          list(v.get("proof")),
                          Bytes.wrap(VectorFile.hex(v.get("key"))),
                          Bytes.wrap(VectorFile.hex(v.get("value")))))
                  .isEqualTo(v.get("holds").asBoolean());
            });
  }

  private static List<Bytes> list(JsonNode array) {
    List<Bytes> out = new ArrayList<>();
    array.forEach(item -> out.add(Bytes.wrap(VectorFile.hex(item))));
    return out;
  }

  private static SortedMap<Bytes, Bytes> pairs(JsonNode array) {
    SortedMap<Bytes, Bytes> out = new TreeMap<>();
    array.forEach(
        p -> out.put(Bytes.wrap(VectorFile.hex(p.get(0))), Bytes.wrap(VectorFile.hex(p.get(1)))));
    return out;
  }
}
