package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.Sr25519;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact bytes that are signed, against the reference (wire 2.9). */
class SigningVectorsTest {
  @Test
  void everyPayloadHasTheBytesOfTheReferenceAndItsSignatureVerifies() {
    VectorFile.read("signing")
        .when(vector -> vector.has("what"), SigningVectorsTest::payload)
        .when(vector -> vector.has("signature"), SigningVectorsTest::signature)
        .run();
  }

  private static void payload(JsonNode vector) {
    String expected = vector.get("payload").isNull() ? "refused" : vector.get("payload").asText();
    assertThat(made(vector).map(Bytes::toHex).orElse("refused")).isEqualTo(expected);
  }

  /** Theirs verifies, and so does one by the key that their signer's URI gives us. */
  private static void signature(JsonNode vector) {
    PublicKey key = PublicKey.fromHex(vector.get("public").asText());
    Bytes payload = Bytes.fromHex(vector.get("payload").asText());
    assertThat(Sr25519.verify(key, payload, Signature.fromHex(vector.get("signature").asText())))
        .isTrue();
    try (Sr25519KeyPair signer = Sr25519KeyPair.fromUri(vector.get("signer").asText())) {
      assertThat(signer.publicKey()).isEqualTo(key);
      assertThat(Sr25519.verify(key, payload, signer.sign(payload, bytes -> {}))).isTrue();
    }
  }

  private static Optional<Bytes> made(JsonNode vector) {
    JsonNode value = vector.get("value");
    return switch (vector.get("what").asText()) {
      case "statement" -> {
        JsonNode statement = value.get("statement");
        CandidateHash candidate = candidate(statement.get("candidate_hash"));
        CompactStatement compact =
            statement.get("kind").asText().equals("Seconded")
                ? new CompactStatement.Seconded(candidate)
                : new CompactStatement.Valid(candidate);
        yield Optional.of(compact.signingPayload(context(value.get("context"))));
      }
      case "availability bitfield" ->
          Optional.of(
              SigningPayloads.availabilityBitfield(
                  BitList.of(value.get("bits").asText()), context(value.get("context"))));
      case "approval vote" ->
          Optional.of(
              SigningPayloads.approval(
                  candidate(value.get("candidate_hash")), value.get("session").asLong()));
      case "approval vote for several" ->
          Optional.of(
              SigningPayloads.approvalOfSeveral(
                  candidates(value.get("candidate_hashes")), value.get("session").asLong()));
      case "explicit dispute" ->
          Optional.of(
              SigningPayloads.explicitDispute(
                  value.get("valid").asBoolean(),
                  candidate(value.get("candidate_hash")),
                  value.get("session").asLong()));
      case "pvf check" ->
          Optional.of(
              SigningPayloads.pvfCheck(
                  new PvfCheckStatement(
                      value.get("accept").asBoolean(),
                      ValidationCodeHash.fromHex(value.get("subject").asText()),
                      value.get("session_index").asLong(),
                      new ValidatorIndex((int) value.get("validator_index").asLong()))));
      case "collator declare" -> {
        Bytes peerId = Bytes.fromHex(value.get("peer_id").asText());
        if (value.has("node_key_public")) {
          assertThat(peerId.toHex())
              .isEqualTo("002408011220" + value.get("node_key_public").asText());
        }
        yield Optional.of(SigningPayloads.collatorDeclare(peerId));
      }
      case "dispute statement" ->
          SigningPayloads.dispute(
              dispute(value.get("statement")),
              candidate(value.get("candidate_hash")),
              value.get("session").asLong());
      default -> throw new AssertionError("unknown payload " + vector.get("what"));
    };
  }

  private static DisputeStatement dispute(JsonNode statement) {
    JsonNode kind = statement.get("statement");
    if (statement.get("kind").asText().equals("Invalid")) {
      return new DisputeStatement.Invalid(new InvalidDisputeStatement.Explicit());
    }
    return new DisputeStatement.Valid(
        switch (kind.get("kind").asText()) {
          case "Explicit" -> new ValidDisputeStatement.Explicit();
          case "BackingSeconded" ->
              new ValidDisputeStatement.BackingSeconded(
                  Hash.fromHex(kind.get("inclusion_parent").asText()));
          case "BackingValid" ->
              new ValidDisputeStatement.BackingValid(
                  Hash.fromHex(kind.get("inclusion_parent").asText()));
          case "ApprovalChecking" -> new ValidDisputeStatement.ApprovalChecking();
          case "ApprovalCheckingMultipleCandidates" ->
              new ValidDisputeStatement.ApprovalCheckingMultipleCandidates(
                  candidates(kind.get("candidate_hashes")));
          default -> throw new AssertionError("unknown kind " + kind);
        });
  }

  private static SigningContext context(JsonNode context) {
    return new SigningContext(
        context.get("session_index").asLong(), Hash.fromHex(context.get("parent_hash").asText()));
  }

  private static CandidateHash candidate(JsonNode hex) {
    return CandidateHash.fromHex(hex.asText());
  }

  private static List<CandidateHash> candidates(JsonNode list) {
    List<CandidateHash> candidates = new ArrayList<>();
    list.forEach(hex -> candidates.add(candidate(hex)));
    return candidates;
  }
}
