package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The votes of backed candidates against the reference (wire 2.7). */
class CheckBackingVectorsTest {
  @Test
  void theVotesOfABackedCandidateCountAsInTheReference() {
    VectorFile.read("check_backing").check(CheckBackingVectorsTest::checkBacking);
  }

  private static void checkBacking(JsonNode vector) {
    List<PublicKey> members = new ArrayList<>();
    vector.get("members").forEach(key -> members.add(PublicKey.fromHex(key.asText())));
    List<ValidityAttestation> votes = new ArrayList<>();
    for (JsonNode vote : vector.get("votes")) {
      Signature signature = Signature.fromHex(vote.get("signature").asText());
      votes.add(
          vote.get("kind").asText().equals("Implicit")
              ? new ValidityAttestation.Implicit(signature)
              : new ValidityAttestation.Explicit(signature));
    }
    OptionalInt counted =
        BackingCheck.votes(
            CandidateHash.fromHex(vector.get("candidate_hash").asText()),
            votes,
            BitList.of(vector.get("bits").asText()),
            context(vector),
            vector.get("group_len").asInt(),
            i -> i < members.size() ? Optional.of(members.get(i)) : Optional.empty());
    assertThat(counted)
        .isEqualTo(
            vector.get("result").isNull()
                ? OptionalInt.empty()
                : OptionalInt.of(vector.get("result").asInt()));
  }

  private static SigningContext context(JsonNode vector) {
    JsonNode context = vector.get("context");
    return new SigningContext(
        context.get("session_index").asLong(), Hash.fromHex(context.get("parent_hash").asText()));
  }
}
