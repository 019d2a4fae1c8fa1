package dev.vouch.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrieVectorsTest {
  private static final int ESCAPE = 1;
  private static final Codec<List<Bytes>> NODES = Codec.vec(Bytes.CODEC);

  @Test
  void everyRootAndEveryProofIsThatOfTheReference() {
    VectorFile.read("trie")
        .when(v -> v.has("values"), TrieVectorsTest::ordered)
        .when(v -> v.has("pairs"), TrieVectorsTest::storage)
        .when(v -> v.has("proof_v1"), TrieVectorsTest::proof)
        .run();
  }

  private static void ordered(JsonNode v) {
    List<Bytes> values = list(v.get("values"));
    assertThat(Trie.orderedRoot(TrieLayout.V0, TrieHasher.BLAKE2B_256, values).toHex())
        .isEqualTo(v.get("root_v0").asText());
    assertThat(Trie.orderedRoot(TrieLayout.V1, TrieHasher.BLAKE2B_256, values).toHex())
        .isEqualTo(v.get("root_v1").asText());
  }

  private static void storage(JsonNode v) {
    SortedMap<Bytes, Bytes> pairs = pairs(v.get("pairs"));
    assertThat(Trie.root(TrieLayout.V0, TrieHasher.BLAKE2B_256, pairs).toHex())
        .isEqualTo(v.get("root_v0").asText());
    assertThat(Trie.root(TrieLayout.V1, TrieHasher.BLAKE2B_256, pairs).toHex())
        .isEqualTo(v.get("root_v1").asText());
  }

  /** Both forms of the proof: all nodes, and the compact one for each of its keys. */
  private static void proof(JsonNode v) throws ScaleException {
    SortedMap<Bytes, Bytes> pairs = pairs(v.get("pairs"));
    Trie trie = Trie.of(TrieLayout.V1, TrieHasher.BLAKE2B_256, pairs);
    JsonNode proof = v.get("proof_v1");
    List<Bytes> nodes = list(proof.get("nodes"));
    Set<Bytes> ours = new LinkedHashSet<>();
    for (Bytes key : list(proof.get("keys"))) {
      ours.addAll(trie.proof(key));
      Lookup expected =
          pairs.containsKey(key) ? new Lookup.Found(pairs.get(key)) : new Lookup.Absent();
      assertThat(Trie.lookup(TrieHasher.BLAKE2B_256, trie.root(), nodes, key)).isEqualTo(expected);
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(nodes));
    assertThat(new TreeSet<>(NODES.decodeAll(hex(proof.get("storage_proof_encoded")))))
        .isEqualTo(new TreeSet<>(nodes));
    List<Bytes> compact = list(proof.get("compact"));
    assertThat(NODES.decodeAll(hex(proof.get("compact_proof_encoded")))).isEqualTo(compact);
    Set<Bytes> expanded = new LinkedHashSet<>();
    assertThat(Hash.of(hash(expand(compact.iterator(), expanded)))).isEqualTo(trie.root());
    assertThat(expanded).containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(nodes));
  }

  /**
   * Puts back what the compact form leaves out: a child given as an empty reference follows, depth
   * first, and behind a node that is escaped by a byte follows its value.
   */
  private static byte[] expand(Iterator<Bytes> compact, Set<Bytes> nodes) {
    Bytes entry = compact.next();
    boolean escaped = entry.at(0) == ESCAPE;
    TrieNode node =
        Objects.requireNonNull(
            NodeCodec.decode(entry.slice(escaped ? 1 : 0, entry.length()).toArray()));
    if (escaped) {
      Bytes value = compact.next();
      nodes.add(value);
      node = node.withValue(new TrieNode.Value(hash(value.toArray()), true));
    }
    for (int i = 0; i < TrieNode.CHILDREN; i++) {
      byte[] child = node.child(i);
      if (child != null && child.length == 0) {
        node = node.withChild(i, hash(expand(compact, nodes)));
      }
    }
    byte[] whole = NodeCodec.encode(node);
    nodes.add(Bytes.wrap(whole));
    return whole;
  }

  private static byte[] hash(byte[] data) {
    return TrieHasher.BLAKE2B_256.hash(data);
  }

  private static Bytes hex(JsonNode text) {
    return Bytes.wrap(VectorFile.hex(text));
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
