package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The worked scenario, each of its literals that is a protocol type by a test of its own (wire
 * 8.8).
 */
class AdderLiteralsTest {
  private static final CommittedCandidateReceipt CANDIDATE = AdderScenario.candidate();
  private static final CandidateHash HASH = AdderScenario.hash();

  private static final RandomSource ZEROES = out -> Arrays.fill(out, (byte) 0);

  private final JsonNode literals = Literals.read("adder.json");
  private final Map<String, String> built = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> everyLiteralComesOutOfTheInputs() throws ScaleException, ErasureException {
    candidate();
    statements();
    signatures();
    network();
    erasure();
    validation();
    return Literals.compare(literals, built);
  }

  private void candidate() {
    add("pvd", PersistedValidationData.CODEC, AdderScenario.pvd());
    add("pvd_hash", Hash.CODEC, AdderScenario.pvd().hash());
    add("pov", PoV.CODEC, AdderScenario.POV);
    add("pov_hash", Hash.CODEC, AdderScenario.POV.hash());
    add("code_hash_blob", ValidationCodeHash.CODEC, CANDIDATE.descriptor().validationCodeHash());
    built.put("new_head", AdderScenario.newHead().value().toHex());
    add("para_head_hash", Hash.CODEC, AdderScenario.newHead().hash());
    add("parent_head_hash", Hash.CODEC, AdderScenario.parentHead().hash());
    add("commitments", CandidateCommitments.CODEC, CANDIDATE.commitments());
    add("commitments_hash", Hash.CODEC, CANDIDATE.commitments().hash());
    add("available_data", AvailableData.CODEC, availableData());
    add("descriptor_v2", CandidateDescriptor.CODEC, CANDIDATE.descriptor());
    add("receipt", CandidateReceipt.CODEC, CANDIDATE.toPlain());
    add("candidate_hash", CandidateHash.CODEC, HASH);
    built.put(
        "collator_payload", SigningPayloads.collatorSignature(CANDIDATE.descriptor()).toHex());
    CandidateDescriptor v1 =
        AdderScenario.descriptor().v1(AdderScenario.COLLATOR, AdderScenario.COLLATOR_SIGNATURE);
    add("descriptor_v1", CandidateDescriptor.CODEC, v1);
    CandidateHash hashV1 = new CandidateReceipt(v1, CANDIDATE.commitments().hash()).hash();
    add("candidate_hash_v1", CandidateHash.CODEC, hashV1);
  }

  private void statements() {
    SigningContext context = AdderScenario.signingContext();
    add("signing_context", SigningContext.CODEC, context);
    built.put("payload_seconded", AdderScenario.bob().signingPayload(context).toHex());
    built.put("payload_valid", AdderScenario.eve().signingPayload(context).toHex());
    add("signed_compact_bob", SignedStatement.CODEC, AdderScenario.bob());
    add("signed_compact_eve", SignedStatement.CODEC, AdderScenario.eve());
    add(
        "signed_full_statement_bob_seconded",
        SignedFullStatement.CODEC,
        new SignedFullStatement(
            new Statement.Seconded(CANDIDATE), new ValidatorIndex(1), AdderScenario.BOB_SECONDED));
    add(
        "signed_full_statement_eve_valid",
        SignedFullStatement.CODEC,
        new SignedFullStatement(
            new Statement.Valid(HASH), new ValidatorIndex(4), AdderScenario.EVE_VALID));
    add("backed_candidate", BackedCandidate.CODEC, AdderScenario.backed());
    Bytes backed = BackedCandidate.CODEC.encodeToBytes(AdderScenario.backed());
    int receiptLength = CommittedCandidateReceipt.CODEC.encodeToBytes(CANDIDATE).length();
    built.put(
        "backed_candidate_tail_after_ccr", backed.slice(receiptLength, backed.length()).toHex());
  }

  /** Made with a random source of zeros, which is how the literals were made (wire 8.3). */
  private void signatures() {
    SigningContext context = AdderScenario.signingContext();
    sign("sig_bob_seconded", "//Bob", AdderScenario.bob().signingPayload(context));
    sign("sig_eve_valid", "//Eve", AdderScenario.eve().signingPayload(context));
    sign("collator_sig", "//Charlie", SigningPayloads.collatorSignature(CANDIDATE.descriptor()));
  }

  private void sign(String name, String uri, Bytes payload) {
    try (Sr25519KeyPair key = Sr25519KeyPair.fromUri(uri)) {
      add(name, Signature.CODEC, key.sign(payload, ZEROES));
    }
  }

  private void erasure() throws ErasureException {
    for (int validators : List.of(2, 3, 4, 6, 10)) {
      List<ErasureChunk> chunks = ErasureRoot.chunks(validators, availableData());
      add("erasure_root_n" + validators, Hash.CODEC, ErasureRoot.of(validators, availableData()));
      for (ErasureChunk chunk : chunks) {
        String name = "n" + validators + "_" + chunk.index();
        built.put("chunk_" + name, chunk.chunk().toHex());
        add("proof_enc_" + name, ChunkProof.CODEC, chunk.proof());
      }
    }
    // The scenario gives the chunks of two counts and two of the proofs.
    built.keySet().removeIf(n -> n.matches("(chunk|proof_enc)_n.*") && !literals.has(n));
  }

  private void network() throws ScaleException {
    BackedCandidateManifest manifest =
        new BackedCandidateManifest(
            AdderScenario.RELAY_PARENT,
            HASH,
            new GroupIndex(1),
            AdderScenario.PARA,
            AdderScenario.parentHead().hash(),
            AdderScenario.filter());
    add("statement_filter_s=100_v=001", StatementFilter.CODEC, AdderScenario.filter());
    add("manifest", BackedCandidateManifest.CODEC, manifest);
    addWire(
        "wire_statement_bob",
        new StatementDistributionMessage.Statement(
            AdderScenario.RELAY_PARENT, AdderScenario.bob()));
    addWire("wire_manifest", new StatementDistributionMessage.BackedCandidateManifest(manifest));
    addWire(
        "wire_known",
        new StatementDistributionMessage.BackedCandidateKnown(
            new BackedCandidateAcknowledgement(HASH, AdderScenario.filter())));
    add(
        "wire_view_update_RP_fin_99",
        WireMessage.VALIDATION_CODEC,
        new WireMessage.ViewUpdate<>(new View(List.of(AdderScenario.RELAY_PARENT), 99)));
    add(
        "attested_candidate_request",
        AttestedCandidateRequest.CODEC,
        new AttestedCandidateRequest(HASH, StatementFilter.blank(3)));
    add(
        "attested_candidate_response",
        AttestedCandidateResponse.CODEC,
        new AttestedCandidateResponse(
            CANDIDATE, AdderScenario.pvd(), List.of(AdderScenario.bob(), AdderScenario.eve())));
    add(
        "pov_response",
        PoVFetchingResponse.CODEC,
        new PoVFetchingResponse.Found(AdderScenario.POV));
    add("no_such_pov", PoVFetchingResponse.CODEC, new PoVFetchingResponse.NoSuchPoV());
    chunks();
    add(
        "collation_req_v2",
        CollationFetchingRequestV2.CODEC,
        new CollationFetchingRequestV2(AdderScenario.RELAY_PARENT, AdderScenario.PARA, HASH));
    add(
        "collation_resp_idx1",
        CollationFetchingResponse.CODEC,
        new CollationFetchingResponse.CollationWithParentHeadData(
            CANDIDATE.toPlain(), AdderScenario.POV, AdderScenario.parentHead()));
  }

  private void chunks() throws ScaleException {
    Bytes chunk = Bytes.fromHex(literals.get("chunk_n6_5").asText());
    ChunkProof proof =
        ChunkProof.CODEC.decodeAll(Bytes.fromHex(literals.get("proof_enc_n6_5").asText()));
    ChunkIndex index = new ChunkIndex(5);
    add(
        "chunk_resp_v1_idx5",
        ChunkFetchingResponseV1.CODEC,
        new ChunkFetchingResponseV1.Chunk(chunk, proof));
    add(
        "chunk_resp_v2_idx5",
        ChunkFetchingResponseV2.CODEC,
        new ChunkFetchingResponseV2.Chunk(new ErasureChunk(chunk, index, proof)));
    add("chunk_request_v2_idx5", ChunkFetchingRequest.CODEC, new ChunkFetchingRequest(HASH, index));
  }

  private void validation() {
    add(
        "validation_params",
        PvfInput.CODEC,
        new PvfInput(
            new ValidationParams(
                AdderScenario.parentHead(),
                AdderScenario.POV.blockData(),
                100,
                TestHashes.filled(0x22)),
            Optional.empty()));
    ValidationResult result =
        new ValidationResult(
            AdderScenario.newHead(), Optional.empty(), List.of(), List.of(), 0, 100);
    add("validation_result", ValidationResult.CODEC, result);
    assertThat(result.toCommitments()).isEqualTo(CANDIDATE.commitments());
  }

  private static AvailableData availableData() {
    return new AvailableData(AdderScenario.POV, AdderScenario.pvd());
  }

  private <T> void add(String name, Codec<T> codec, T value) {
    built.put(name, codec.encodeToBytes(value).toHex());
  }

  private void addWire(String name, StatementDistributionMessage message) {
    add(name, WireMessage.VALIDATION_CODEC, WireMessage.of(message));
  }
}
