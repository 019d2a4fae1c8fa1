package dev.vouch.trie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals of wire 6.6 and 8.5. */
class TrieLiteralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "static:Inverse, even-keeled:Future-proofed,"
            + " static:even-keeled;e04eb753bc044436c6624b2062f7ad2be3bf19c62ed6f10aa2d7ee2586828cd5;1192e3ed48d28fba2eeae885fa367c535eca6a149eafad982265586902783d4f",
        "function:Horizontal, Face to face:Expanded, function:Face to"
            + " face;e563e5520daa936c3629783df1390428bf1a57bf2ea2e30d26efe54bd225e706;92aafcf31cc2012d7467fa96b47caa389762ef02e97c27c30484a7ffd4b3780e",
        "Integrated:portal, budgetary management:pricing structure, Integrated:budgetary"
            + " management;10577651a2a8b02fa35d6aaed6e9cdceb26db2bf76746b4135401dd9fa4661d5;cbb9ff2393a9c8ce46f3592532f4c181339eedf979836e5d45b318633030a79e",
        "non-based:Monitored, non-volatile:emulation,"
            + " non-based:non-volatile;532931bf9fab64b045404c3ef1f6098c239a57120dc6a868c387aff2460d0353;0ef6df228337099e666d402089c65e4c1d793ae0076dee4730baeb58404b0e16",
        "productivity:secondary, Total:Visionary,"
            + " productivity:Total;0150b3380992a8ac69f31a7d78de314e021b5d2d5db8e2128deda8b37fedcfde;7ab4224ead96acf2282852d7bdfa71aac9c135ecb718024ff7fe15b19d4ab227"
      })
  void wordsHaveTheRootsOfTheHostApiFixtures(String pairs, String two, String three) {
    String[] parts = pairs.split(", ", -1);
    SortedMap<Bytes, Bytes> map = new TreeMap<>();
    for (int i = 0; i < parts.length; i++) {
      String[] pair = parts[i].split(":", -1);
      map.put(ascii(pair[0]), ascii(pair[1]));
      if (i == 1) {
        assertThat(root(map)).isEqualTo(two);
      }
    }
    assertThat(root(map)).isEqualTo(three);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314",
        "budgetary management;c66a6345c58b3ec0ce9c0a1497553e4078f3d990063ac3e3058db06db358148a",
        "Integrated,portal;ea64d09f9740275ef7faaa3cee5a6a45fc8fe655cf049addbcefa7ba2ba6032d",
        "even-keeled,Future-proofed;5147323d593b7bb01fe8ea3e9d5a4bba0497c7f47b5daa121f4a6d791164d60b",
        "static,even-keeled,Future-proofed;d847b86d0219a384d11458e829e9f4f4cce7e3cc2e6dcd0e8a6ad6f12c64a737"
      })
  void orderedWordsHaveTheRootsOfTheSources(String words, String root) {
    List<Bytes> values =
        Stream.of(words.split(",", -1))
            .filter(w -> !w.isEmpty())
            .map(TrieLiteralsTest::ascii)
            .toList();
    assertThat(Trie.orderedRoot(TrieLayout.V0, TrieHasher.BLAKE2B_256, values).toHex())
        .isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({"'aa bb',42aa04bb", "'4819 fe 1314 ff',8012001443031404ff1443081904fe", "'',00"})
  void aRootNodeIsEncodedAsInTheSources(String pairs, String node) {
    String[] hex = pairs.isEmpty() ? new String[0] : pairs.split(" ", -1);
    assertThat(rootNode(hex)).isEqualTo(node);
  }

  @ParameterizedTest
  @CsvSource({"62,7e", "63,7f00", "64,7f01", "317,7ffe", "318,7fff00", "573,7fffff00"})
  void longPartialKeysAreCountedAsInTheSources(int nibbles, String header) {
    TrieNode leaf = new TrieNode(new byte[nibbles], new TrieNode.Value(new byte[0], false), null);
    String encoded = HexFormat.of().formatHex(NodeCodec.encode(leaf));
    assertThat(encoded).startsWith(header).hasSize(header.length() + (nibbles + 1) / 2 * 2 + 2);
    TrieNode back = NodeCodec.decode(HexFormat.of().parseHex(encoded));
    assertThat(Objects.requireNonNull(back).partial).hasSize(nibbles);
  }

  @Test
  void everyKeyOfARandomTrieIsProvedAndACutProofDecidesNothing() {
    long seed = 0x7213;
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
      for (int i = random.nextInt(1, 40); i > 0; i--) {
        pairs.put(random(random, random.nextInt(5), 3), random(random, random.nextInt(50), 256));
      }
      for (TrieLayout layout : TrieLayout.values()) {
        Trie trie = Trie.of(layout, TrieHasher.KECCAK_256, pairs);
        pairs.forEach(
            (key, value) -> {
              List<Bytes> proof = trie.proof(key);
              assertThat(Trie.lookup(TrieHasher.KECCAK_256, trie.root(), proof, key))
                  .as("seed %d, key %s of %s", seed, key, pairs)
                  .isEqualTo(new Lookup.Found(value));
              assertThat(
                      Trie.lookup(
                          TrieHasher.KECCAK_256,
                          trie.root(),
                          proof.subList(0, proof.size() - 1),
                          key))
                  .isEqualTo(new Lookup.Undecided());
            });
      }
    }
  }

  @Test
  void aChainOfNestedKeysNeedsNoDeepStack() {
    SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
    for (int length = 0; length < 3000; length++) {
      pairs.put(Bytes.wrap(new byte[length]), Bytes.EMPTY);
    }
    Trie trie = Trie.of(TrieLayout.V0, TrieHasher.BLAKE2B_256, pairs);
    assertThat(
            Trie.lookup(
                TrieHasher.BLAKE2B_256,
                trie.root(),
                trie.proof(Bytes.wrap(new byte[2999])),
                Bytes.wrap(new byte[2999])))
        .isEqualTo(new Lookup.Found(Bytes.EMPTY));
  }

  private static Bytes random(Random random, int length, int bound) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) random.nextInt(bound);
    }
    return Bytes.wrap(out);
  }

  private static String rootNode(String... hex) {
    SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
    for (int i = 0; i < hex.length; i += 2) {
      pairs.put(Bytes.fromHex(hex[i]), Bytes.fromHex(hex[i + 1]));
    }
    return Trie.of(TrieLayout.V0, TrieHasher.BLAKE2B_256, pairs)
        .proof(Bytes.EMPTY)
        .getFirst()
        .toHex();
  }

  private static String root(SortedMap<Bytes, Bytes> pairs) {
    return Trie.root(TrieLayout.V0, TrieHasher.BLAKE2B_256, pairs).toHex();
  }

  private static Bytes ascii(String s) {
    return Bytes.wrap(s.getBytes(StandardCharsets.US_ASCII));
  }
}
