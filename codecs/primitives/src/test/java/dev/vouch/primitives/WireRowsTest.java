package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.runtimeapi.ParachainHost;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows W22 to W31 of wire 8.11 but those of the erasure code, and the literals of 3.1 and 8.6. */
class WireRowsTest {
  private static final Codec<List<CandidateHash>> HASHES = Codec.vec(CandidateHash.CODEC);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 15, 16})
  void w22AnApprovalOfSeveralIsAPlainVectorAndSignedAsBefore(int count) throws ScaleException {
    List<CandidateHash> hashes = hashes(count);
    ValidDisputeStatement kind =
        new ValidDisputeStatement.ApprovalCheckingMultipleCandidates(hashes);
    Bytes encoded = ValidDisputeStatement.CODEC.encodeToBytes(kind);
    assertThat(encoded.toHex()).isEqualTo("04" + HASHES.encodeToBytes(hashes).toHex());
    assertThat(ValidDisputeStatement.CODEC.decodeAll(encoded)).isEqualTo(kind);
    if (count > 1) {
      assertThat(
              SigningPayloads.dispute(new DisputeStatement.Valid(kind), hashes.getFirst(), 7)
                  .map(Bytes::toHex))
          .hasValue("41505052" + HASHES.encodeToBytes(hashes).toHex() + "07000000");
    }
  }

  @Test
  void w22AnApprovalOfSeventeenDoesNotDecode() {
    Bytes encoded = Bytes.concat(Bytes.fromHex("04"), HASHES.encodeToBytes(hashes(17)));
    assertThatThrownBy(() -> ValidDisputeStatement.CODEC.decode(encoded))
        .isInstanceOf(ScaleException.class)
        .hasMessageContaining("17 elements, at most 16");
  }

  @Test
  void w23AssignmentKindsKeepTheirIndicesAndTheOldThirdOneIsGone() throws ScaleException {
    assertKind("0014" + "05", new AssignmentCertKind.RelayVrfModuloCompact(BitList.of("10100")));
    assertKind("01" + "07000000", new AssignmentCertKind.RelayVrfDelay(new CoreIndex(7)));
    assertThatThrownBy(() -> AssignmentCertKind.CODEC.decode(Bytes.fromHex("0207000000")))
        .isInstanceOf(ScaleException.class)
        .hasMessageContaining("2");
  }

  private static void assertKind(String hex, AssignmentCertKind kind) throws ScaleException {
    assertThat(AssignmentCertKind.CODEC.encodeToBytes(kind)).isEqualTo(Bytes.fromHex(hex));
    assertThat(AssignmentCertKind.CODEC.decodeAll(Bytes.fromHex(hex))).isEqualTo(kind);
  }

  @Test
  void w24OnlyTheStackLimitAndBulkMemoryChangeTheArtifactHash() {
    Hash unchanged = ExecutorParams.defaults().preparationHash();
    for (ExecutorParam param :
        List.of(
            new ExecutorParam.MaxMemoryPages(1),
            new ExecutorParam.StackNativeMax(2),
            new ExecutorParam.PrecheckingMaxMemory(3),
            new ExecutorParam.PvfPrepTimeout(PvfPrepKind.PREPARE, 4),
            new ExecutorParam.PvfPrepTimeout(PvfPrepKind.PRECHECK, 4),
            new ExecutorParam.PvfExecTimeout(PvfExecKind.BACKING, 5),
            new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163))) {
      assertThat(new ExecutorParams(List.of(param)).preparationHash())
          .as("%s", param)
          .isEqualTo(unchanged);
    }
    for (ExecutorParam param :
        List.of(new ExecutorParam.StackLogicalMax(6), new ExecutorParam.WasmExtBulkMemory())) {
      assertThat(new ExecutorParams(List.of(param)).preparationHash())
          .as("%s", param)
          .isNotEqualTo(unchanged);
    }
  }

  @Test
  void w25AHostFunctionSetTwiceIsInconsistentAndAnUnknownOneUndecodable() throws ScaleException {
    ExecutorParams twice = ExecutorParams.CODEC.decodeAll(Bytes.fromHex("0808010801"));
    assertThat(twice.inconsistency()).containsInstanceOf(ExecutorParamsError.DuplicatedParam.class);
    for (String inner : List.of("00", "02")) {
      assertThatThrownBy(() -> ExecutorParams.CODEC.decodeAll(Bytes.fromHex("0408" + inner)))
          .isInstanceOf(ScaleException.class)
          .hasMessageContaining("unknown variant");
    }
  }

  @Test
  void w27NamesOfBothCollationModes() {
    ProtocolNames names = new ProtocolNames(TestHashes.filled(0xab), Optional.empty());
    String prefix = "/" + "ab".repeat(32);
    assertThat(names.collation(false)).isEqualTo(prefix + "/collation/4");
    assertThat(names.collationFallbacks(false))
        .containsExactly(prefix + "/collation/3", prefix + "/collation/2", "/polkadot/collation/1");
    assertThat(names.collation(true)).isEqualTo(prefix + "/collation/3");
    assertThat(names.collationFallbacks(true))
        .containsExactly(prefix + "/collation/2", "/polkadot/collation/1");
    List<String> all = new ArrayList<>(List.of(names.validation()));
    for (ProtocolNames.Request request : ProtocolNames.Request.values()) {
      all.add(names.request(request));
      request.legacyName().ifPresent(all::add);
    }
    assertThat(all).doesNotHaveDuplicates().doesNotContain("/polkadot/validation/1");
  }

  @Test
  void theLiteralNamesOfSection31() {
    String genesis = "7ac8741de8b7146d8a5617fd462914557fe63c265a7f1c10e7dae32858eebb80";
    assertThat(new ProtocolNames(Hash.fromHex(genesis), Optional.empty()).validation())
        .isEqualTo("/" + genesis + "/validation/3");
    assertThat(new ProtocolNames(Hash.fromHex(genesis), Optional.of("test-fork")).collation(true))
        .isEqualTo("/" + genesis + "/test-fork/collation/3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32})
  void w28ASegmentOfThatManyCandidatesDecodes(int count) throws ScaleException {
    Bytes notification = segment(count);
    assertThat(WireMessage.COLLATION_V4_CODEC.decodeAll(notification))
        .isInstanceOfSatisfying(
            WireMessage.ProtocolMessage.class,
            message ->
                assertThat(((AdvertiseSegment) message.message()).candidates()).hasSize(count));
  }

  @Test
  void w28ASegmentOf33CandidatesDoesNotDecode() {
    assertThatThrownBy(() -> WireMessage.COLLATION_V4_CODEC.decodeAll(segment(33)))
        .isInstanceOf(ScaleException.class)
        .hasMessageContaining("33 elements, at most 32");
  }

  @Test
  void w28AVersion3NotificationOnAVersion4ConnectionNeverCrashes() {
    for (long seed = 1; seed <= 200; seed++) {
      CollationProtocolV3 message = new RandomValues(seed).next(CollationProtocolV3.class);
      Bytes encoded =
          WireMessage.COLLATION_V3_CODEC.encodeToBytes(new WireMessage.ProtocolMessage<>(message));
      try {
        assertThat(WireMessage.COLLATION_V4_CODEC.decodeAll(encoded)).isNotNull();
      } catch (ScaleException e) {
        assertThat(e.offset()).as("seed %d", seed).isBetween(0, encoded.length());
      }
    }
  }

  @Test
  void w29TheRemovedVariantIsUndecodable() {
    assertThatThrownBy(() -> WireMessage.VALIDATION_CODEC.decodeAll(Bytes.fromHex("0103ff")))
        .isInstanceOf(ScaleException.class)
        .hasMessage("WireMessage.message.message: unknown variant 255 at offset 2");
  }

  @Test
  void w30TheExtensionIsReadIfBytesAreLeft() throws ScaleException {
    ValidationParams params =
        new ValidationParams(
            AdderScenario.parentHead(),
            AdderScenario.POV.blockData(),
            100,
            TestHashes.filled(0x22));
    Bytes plain = ValidationParams.CODEC.encodeToBytes(params);
    assertThat(PvfInput.CODEC.decodeAll(plain).extension()).isEmpty();
    Bytes extended = Bytes.concat(plain, Bytes.fromHex("03" + "11".repeat(32) + "33".repeat(32)));
    assertThat(extended.length() - plain.length()).isEqualTo(65);
    assertThat(PvfInput.CODEC.decodeAll(extended).extension())
        .hasValue(
            new ValidationParamsExtension.V3(TestHashes.filled(0x11), TestHashes.filled(0x33)));
    Bytes unknown = Bytes.concat(plain, Bytes.fromHex("02" + "11".repeat(64)));
    assertThatThrownBy(() -> PvfInput.CODEC.decode(unknown)).isInstanceOf(ScaleException.class);
  }

  @Test
  void w31TheAnswerAboutTheAskedBlockItselfIsNothing() throws ScaleException {
    // What the node then does is its own: see the tests of relay parents in verticles/core.
    assertThat(ParachainHost.ANCESTOR_RELAY_PARENT_INFO.result(Bytes.fromHex("00"))).isEmpty();
  }

  @Test
  void theCodeOfSection86HasItsHash() {
    assertThat(new ValidationCode(Bytes.fromHex("010203040506070809")).hash().toHex())
        .isEqualTo("35142e8b18aa8fec6f128905e8c750ab5bbeb87d5d93f824d8f2c2849439f15a");
  }

  @ParameterizedTest
  @CsvSource({
    "ATTESTED_CANDIDATE_V2,8388608,2500,5",
    "POV_FETCHING_V1,16777216,2000,10",
    "COLLATION_FETCHING_V1,16777216,2000,10",
    "COLLATION_FETCHING_V2,16777216,2000,10",
    "COLLATION_FETCHING_V3,16777216,2000,10",
    "CHUNK_FETCHING_V1,16777216,1000,100",
    "CHUNK_FETCHING_V2,16777216,1000,100",
    "AVAILABLE_DATA_FETCHING_V1,16777216,2000,100",
    "DISPUTE_SENDING_V1,100,12000,100"
  })
  void theLimitsOfSection36(
      ProtocolNames.Request request, int maxResponseBytes, int timeoutMillis, int inboundQueue) {
    assertThat(ProtocolNames.Request.MAX_REQUEST_BYTES).isEqualTo(1000);
    assertThat(request.maxResponseBytes()).isEqualTo(maxResponseBytes);
    assertThat(request.timeoutMillis()).isEqualTo(timeoutMillis);
    assertThat(request.inboundQueue()).isEqualTo(inboundQueue);
  }

  @Test
  void theThresholdsOfSection211() {
    int[] byzantine = {0, 0, 0, 0, 1, 1, 1, 2};
    int[] supermajority = {0, 1, 2, 3, 3, 4, 5, 5};
    for (int n = 0; n < byzantine.length; n++) {
      assertThat(BackingThreshold.byzantine(n)).isEqualTo(byzantine[n]);
      assertThat(BackingThreshold.supermajority(n)).isEqualTo(supermajority[n]);
    }
  }

  private static Bytes segment(int count) {
    String head = "01" + "33".repeat(32) + "d007000002";
    byte[] fingerprints = new byte[65 * count];
    Arrays.fill(fingerprints, (byte) 1);
    return Bytes.concat(
        Bytes.fromHex(head + String.format("%02x", count << 2)), Bytes.wrap(fingerprints));
  }

  private static List<CandidateHash> hashes(int count) {
    return Collections.nCopies(count, TestHashes.candidate(7));
  }
}
