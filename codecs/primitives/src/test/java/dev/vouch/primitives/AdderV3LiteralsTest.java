package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.runtimeapi.ParachainHost;
import dev.vouch.runtimeapi.RelayParentInSession;
import dev.vouch.scale.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The worked scenario in its V3 form, each literal by a test of its own (wire 8.10). */
class AdderV3LiteralsTest {
  private static final CommittedCandidateReceipt CANDIDATE = AdderScenario.candidateV3(7);
  private static final Hash PARENT = AdderScenario.SCHEDULING_PARENT;
  private static final Hash PARENT_HEAD = AdderScenario.parentHead().hash();
  private static final Hash NEW_HEAD = AdderScenario.newHead().hash();

  private final Map<String, String> built = new LinkedHashMap<>();

  @Test
  void theDescriptorIsAcceptedOnlyWhereVersion3IsEnabled() {
    CandidateDescriptor descriptor = CANDIDATE.descriptor();
    assertThat(descriptor.versionOldRules()).isEqualTo(new DescriptorVersion.V1());
    assertThat(descriptor.version()).isEqualTo(new DescriptorVersion.V3());
    assertThat(descriptor.acceptance(false)).isEqualTo(DescriptorAcceptance.INCONSISTENCY);
    assertThat(descriptor.acceptance(true)).isEqualTo(DescriptorAcceptance.ACCEPTED);
  }

  @TestFactory
  Stream<DynamicTest> everyLiteralComesOutOfTheInputs() {
    candidate();
    network();
    validation();
    return Literals.compare(Literals.read("adder_v3.json"), built);
  }

  private void candidate() {
    add("commitments_v3", CandidateCommitments.CODEC, CANDIDATE.commitments());
    add("commitments_hash_v3", Hash.CODEC, CANDIDATE.commitments().hash());
    add("descriptor_v3", CandidateDescriptor.CODEC, CANDIDATE.descriptor());
    add("candidate_hash_v3", CandidateHash.CODEC, CANDIDATE.hash());
    add(
        "candidate_hash_v3_with_offset_1",
        CandidateHash.CODEC,
        AdderScenario.candidateV3(8).hash());
    SigningContext context = new SigningContext(AdderScenario.SESSION, PARENT);
    built.put(
        "payload_seconded_v3",
        new CompactStatement.Seconded(CANDIDATE.hash()).signingPayload(context).toHex());
    built.put(
        "payload_valid_v3",
        new CompactStatement.Valid(CANDIDATE.hash()).signingPayload(context).toHex());
  }

  private void network() {
    add(
        "wire_manifest_v3",
        WireMessage.VALIDATION_CODEC,
        WireMessage.of(
            new StatementDistributionMessage.BackedCandidateManifest(
                new BackedCandidateManifest(
                    PARENT,
                    CANDIDATE.hash(),
                    new GroupIndex(1),
                    AdderScenario.PARA,
                    PARENT_HEAD,
                    AdderScenario.filter()))));
    add(
        "wire_advertise_collation_v3",
        WireMessage.COLLATION_V3_CODEC,
        new WireMessage.ProtocolMessage<>(
            new CollationProtocolV3.AdvertiseCollation(
                PARENT,
                CANDIDATE.hash(),
                PARENT_HEAD,
                new DescriptorVersion.V3(),
                AdderScenario.RELAY_PARENT)));
    add(
        "wire_advertise_segment_v4",
        WireMessage.COLLATION_V4_CODEC,
        new WireMessage.ProtocolMessage<>(
            new AdvertiseSegment(
                PARENT,
                AdderScenario.PARA,
                new DescriptorVersion.V3(),
                List.of(new CandidateFingerprint(NEW_HEAD, PARENT_HEAD, 0)))));
    add(
        "collation_req_v3",
        CollationFetchingRequestV3.CODEC,
        new CollationFetchingRequestV3(PARENT, AdderScenario.PARA, NEW_HEAD));
  }

  private void validation() {
    add(
        "validation_params_v3",
        PvfInput.CODEC,
        new PvfInput(
            new ValidationParams(
                AdderScenario.parentHead(),
                AdderScenario.POV.blockData(),
                100,
                TestHashes.filled(0x22)),
            Optional.of(new ValidationParamsExtension.V3(AdderScenario.RELAY_PARENT, PARENT))));
    built.put(
        "args_ancestor_relay_parent_info_7_RP",
        ParachainHost.ANCESTOR_RELAY_PARENT_INFO
            .call(new RelayParentInSession(7, AdderScenario.RELAY_PARENT))
            .arguments()
            .toHex());
    built.put(
        "ret_ancestor_relay_parent_info",
        ParachainHost.ANCESTOR_RELAY_PARENT_INFO
            .encodeResult(Optional.of(new RelayParentInfo(100, TestHashes.filled(0x22))))
            .toHex());
  }

  private <T> void add(String name, Codec<T> codec, T value) {
    built.put(name, codec.encodeToBytes(value).toHex());
  }
}
