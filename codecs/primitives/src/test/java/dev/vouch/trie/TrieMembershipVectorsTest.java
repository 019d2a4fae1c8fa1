package dev.vouch.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the trie host functions say about compact proofs. */
class TrieMembershipVectorsTest {
  @Test
  void everyCompactProofHasTheVerdictOfTheReference() {
    VectorFile.read("trie_membership").check(TrieMembershipVectorsTest::check);
  }

  private static void check(JsonNode v) {
    List<Bytes> proof = new ArrayList<>();
    v.get("proof").forEach(node -> proof.add(Bytes.wrap(VectorFile.hex(node))));
    assertThat(
            MembershipProof.verify(
                v.get("state_version").asInt() == 0 ? TrieLayout.V0 : TrieLayout.V1,
                v.get("hash").asText().equals("keccak")
                    ? TrieHasher.KECCAK_256
                    : TrieHasher.BLAKE2B_256,
                Hash.of(VectorFile.hex(v.get("root"))),
                proof,
                Bytes.wrap(VectorFile.hex(v.get("key"))),
                Bytes.wrap(VectorFile.hex(v.get("value")))))
        .isEqualTo(v.get("holds").asBoolean());
  }
}
