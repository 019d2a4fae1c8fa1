package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.runtimeapi.ParaAndAssumption;
import dev.vouch.scale.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The small encodings of wire 8.7, each literal by a test of its own. */
class SmallEncodingsTest {
  private static final CandidateHash HASH = AdderScenario.hash();
  private static final String H = HASH.toHex();

  private final Map<String, String[]> literals = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> everySmallEncodingIsThatOfTheSpecification() {
    payloads();
    executorParams();
    hostFunctions();
    runtimeTypes();
    signalsAndFeatures();
    assertThat(literals).hasSize(25);
    return literals.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> assertThat(entry.getValue()[0]).isEqualTo(entry.getValue()[1])));
  }

  private void payloads() {
    literal(
        "explicit dispute, valid",
        SigningPayloads.explicitDispute(true, HASH, 7),
        "4449535001" + H + "07000000");
    literal(
        "explicit dispute, invalid",
        SigningPayloads.explicitDispute(false, HASH, 7),
        "4449535000" + H + "07000000");
    literal("approval of one", SigningPayloads.approval(HASH, 7), "41505052" + H + "07000000");
    literal(
        "approval of two",
        SigningPayloads.approvalOfSeveral(List.of(HASH, TestHashes.candidate(0x33)), 7),
        "4150505208" + H + "33".repeat(32) + "07000000");
    literal(
        "PVF pre-check",
        SigningPayloads.pvfCheck(
            new PvfCheckStatement(true, TestHashes.code(0x44), 7, new ValidatorIndex(3))),
        "5643504301" + "44".repeat(32) + "0700000003000000");
    literal(
        "availability bitfield",
        SigningPayloads.availabilityBitfield(
            BitList.of("101100001"), AdderScenario.signingContext()),
        "240d01" + "07000000" + "11".repeat(32));
  }

  private void executorParams() {
    ExecutorParams four =
        new ExecutorParams(
            List.of(
                new ExecutorParam.MaxMemoryPages(8192),
                new ExecutorParam.PrecheckingMaxMemory(2_684_354_560L),
                new ExecutorParam.PvfExecTimeout(PvfExecKind.BACKING, 2500),
                new ExecutorParam.PvfExecTimeout(PvfExecKind.APPROVAL, 15_000)));
    encoded(
        "four executor parameters",
        ExecutorParams.CODEC,
        four,
        "10010020000004000000a0000000000600c4090000000000000601983a000000000000");
    literal(
        "hash of four executor parameters",
        four.hash().bytes(),
        "45b24fee9d1172f2b71efbc170b56f27ad2e62ab7f8525351a9a298d56e8d9f9");
    ExecutorParams none = ExecutorParams.defaults();
    encoded("no executor parameters", ExecutorParams.CODEC, none, "00");
    literal(
        "hash of no executor parameters",
        none.hash().bytes(),
        "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314");
    literal(
        "artifact hash of no executor parameters",
        none.preparationHash().bytes(),
        "50b16a713c0f8774ba3a0757c722b48c6eb4c1972f6e58c54fd0851f21a08633");
  }

  private void hostFunctions() {
    ExecutorParam functions =
        new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163);
    ExecutorParams one = new ExecutorParams(List.of(functions));
    ExecutorParams two =
        new ExecutorParams(List.of(new ExecutorParam.WasmExtBulkMemory(), functions));
    encoded("host functions", ExecutorParams.CODEC, one, "040801");
    literal(
        "hash of host functions",
        one.hash().bytes(),
        "9206eee4032c41139ba9eb0376c513efeeafeccfa1566b7598decadce7ca6759");
    encoded("bulk memory and host functions", ExecutorParams.CODEC, two, "08070801");
    literal(
        "hash of bulk memory and host functions",
        two.hash().bytes(),
        "b89796a3524bf97cab8959c43b53e61fd4d07d3b7ae9831034c9766d11ebf171");
    literal(
        "artifact hash of bulk memory and host functions",
        two.preparationHash().bytes(),
        "24ebcd227dd66f12e94581ac7194e00e9d85fe3a254cb5285af30f09f29f16e1");
  }

  private void runtimeTypes() {
    ParaId para = new ParaId(2000);
    encoded(
        "validator groups",
        ValidatorGroups.CODEC,
        new ValidatorGroups(
            List.of(
                List.of(new ValidatorIndex(0), new ValidatorIndex(1)),
                List.of(new ValidatorIndex(2))),
            new GroupRotationInfo(10, 5, 15)),
        "0808000000000100000004020000000a000000050000000f000000");
    encoded(
        "a scheduled core",
        CoreState.CODEC,
        new CoreState.Scheduled(new ScheduledCore(para, Optional.empty())),
        "01d007000000");
    encoded("a free core", CoreState.CODEC, new CoreState.Free(), "02");
    SortedMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    cores.put(new CoreIndex(1), List.of());
    cores.put(new CoreIndex(0), List.of(para, para));
    encoded(
        "claim queue",
        ClaimQueue.CODEC,
        new ClaimQueue(cores),
        "080000000008d0070000d00700000100000000");
    encoded(
        "arguments of persisted_validation_data",
        ParaAndAssumption.CODEC,
        new ParaAndAssumption(para, OccupiedCoreAssumption.TIMED_OUT),
        "d007000001");
  }

  private void signalsAndFeatures() {
    encoded("SelectCore", UmpSignal.CODEC, new UmpSignal.SelectCore(0, 1), "000001");
    encoded(
        "ApprovedPeer",
        UmpSignal.CODEC,
        new UmpSignal.ApprovedPeer(Bytes.fromHex("aaaaaaaa")),
        "0110aaaaaaaa");
    encoded(
        "features 1 and 3",
        NodeFeatures.CODEC,
        NodeFeatures.none()
            .with(NodeFeatures.Feature.ELASTIC_SCALING_MVP)
            .with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V2),
        "100a");
    encoded(
        "feature 4",
        NodeFeatures.CODEC,
        NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3),
        "1410");
  }

  private <T> void encoded(String name, Codec<T> codec, T value, String hex) {
    literal(name, codec.encodeToBytes(value), hex);
  }

  private void literal(String name, Bytes actual, String hex) {
    literals.put(name, new String[] {actual.toHex(), hex});
  }
}
