package dev.vouch.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.fuzz.Choices;
import dev.vouch.fuzz.FuzzRun;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;

/**
 * Trie proofs of both forms, true, damaged and invented. A true proof gives the value, or that
 * there is none; no damage makes a proof tell anything untrue of the trie with that root; invented
 * nodes end in an answer, whatever they are; a node that decodes is written as it was read.
 */
public final class ProofFuzz {
  private static final int MAX_PAIRS = 40;
  private static final int MAX_NODES = 64;
  private static final long BYTES_AT_LEAST = 64 * 1024;

  /** A node of n bytes may hold n / 3 nodes inside each other, each copied from the one around. */
  private static final long BYTES_PER_BYTE = 1024;

  private static final FuzzRun RUN = new FuzzRun(ProofFuzz.class);

  @AfterAll
  static void print() {
    RUN.print();
  }

  @FuzzTest
  void noProofTellsAnythingUntrue(byte[] input) {
    Choices choices = new Choices(input);
    RUN.input();
    int form = choices.u8();
    TrieHasher hasher = form / 2 % 2 == 0 ? TrieHasher.BLAKE2B_256 : TrieHasher.KECCAK_256;
    TrieLayout layout = form / 4 % 2 == 0 ? TrieLayout.V0 : TrieLayout.V1;
    if (form % 2 == 0) {
      ofATrie(choices, layout, hasher);
    } else {
      invented(choices, layout, hasher);
    }
  }

  private static void ofATrie(Choices choices, TrieLayout layout, TrieHasher hasher) {
    SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
    for (int i = choices.u8() % MAX_PAIRS; i >= 0; i--) {
      pairs.put(choices.bytes(choices.u8() % 8), choices.bytes(choices.u8() % 48));
    }
    Trie trie = Trie.of(layout, hasher, pairs);
    Bytes key = choices.bytes(choices.u8() % 8);
    Bytes value = pairs.get(key);
    Lookup truth = value == null ? new Lookup.Absent() : new Lookup.Found(value);
    List<Bytes> proof = trie.proof(key);
    assertThat(Trie.lookup(hasher, trie.root(), proof, key)).isEqualTo(truth);
    assertThat(Trie.root(layout, hasher, pairs)).isEqualTo(trie.root());
    proof.forEach(node -> checkNode(node.toArray()));
    List<Bytes> compact = CompactProofs.of(proof, key);
    if (value != null) {
      assertThat(MembershipProof.verify(layout, hasher, trie.root(), compact, key, value)).isTrue();
      RUN.outcome("present");
    } else {
      RUN.outcome("absent");
    }
    checkDamaged(choices, layout, hasher, trie.root(), proof, key, truth);
    checkDamaged(choices, layout, hasher, trie.root(), compact, key, truth);
  }

  private static void checkDamaged(
      Choices choices,
      TrieLayout layout,
      TrieHasher hasher,
      Hash root,
      List<Bytes> proof,
      Bytes key,
      Lookup truth) {
    List<Bytes> damaged = new ArrayList<>(proof);
    for (int i = choices.u8() % 4; i > 0 && !damaged.isEmpty(); i--) {
      int at = choices.u8() % damaged.size();
      byte[] node = damaged.get(at).toArray();
      if (node.length == 0 || choices.u8() % 8 == 0) {
        damaged.remove(at);
      } else {
        node[choices.u16() % node.length] ^= (byte) choices.u8();
        damaged.set(at, Bytes.wrap(node));
      }
    }
    Lookup answer = Trie.lookup(hasher, root, damaged, key);
    if (!(answer instanceof Lookup.Undecided)) {
      assertThat(answer).isEqualTo(truth);
    }
    Bytes claim =
        choices.u8() % 2 == 0 && truth instanceof Lookup.Found(Bytes value)
            ? value
            : choices.bytes(choices.u8() % 48);
    if (MembershipProof.verify(layout, hasher, root, damaged, key, claim)) {
      RUN.outcome("compact proof accepted");
      assertThat(new Lookup.Found(claim)).isEqualTo(truth);
    }
  }

  private static void invented(Choices choices, TrieLayout layout, TrieHasher hasher) {
    Bytes key = choices.bytes(choices.u8());
    Bytes value = choices.bytes(choices.u8());
    List<Bytes> nodes = new ArrayList<>();
    long total = (long) key.length() + value.length();
    while (!choices.end() && nodes.size() < MAX_NODES) {
      Bytes node = choices.bytes(choices.u16() % 1024);
      total += node.length();
      nodes.add(node);
      checkNode(node.toArray());
    }
    Hash root = nodes.isEmpty() ? Hash.ZERO : Hash.of(hasher.hash(nodes.getFirst().toArray()));
    long bound = BYTES_AT_LEAST + BYTES_PER_BYTE * total;
    Lookup answer = RUN.within(bound, () -> Trie.lookup(hasher, root, nodes, key));
    RUN.outcome("invented: " + answer.getClass().getSimpleName());
    boolean ignored =
        RUN.within(bound, () -> MembershipProof.verify(layout, hasher, root, nodes, key, value));
  }

  /** What is read is written the same, but for bytes behind the node and the forms named here. */
  private static void checkNode(byte[] bytes) {
    TrieNode node = NodeCodec.decode(bytes);
    if (node != null) {
      byte[] written = NodeCodec.encode(node);
      TrieNode again = Objects.requireNonNull(NodeCodec.decode(written));
      assertThat(NodeCodec.encode(again)).isEqualTo(written);
      assertThat(Bytes.wrap(bytes).slice(0, written.length)).isEqualTo(Bytes.wrap(written));
    }
  }
}
