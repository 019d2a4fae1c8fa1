package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vouch.primitives.testing.TestHashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rows W16 to W21 and W34 of wire 8.11, and the signal rules of 8.6. */
class SignalRowsTest {
  private static final Bytes SEPARATOR = Bytes.EMPTY;
  private static final Bytes PEER = peer(4);
  private static final Bytes SELECT_0_0 = select(0, 0);
  private static final Bytes SELECT_0_1 = select(0, 1);
  private static final String OK = "ok";

  @Test
  void w16EveryCombinationOfSignalsOnTheRightCoreIsReturned() {
    CandidateDescriptor v2 = v2(1000, 123);
    TransposedClaimQueue queue = queue(Map.of(123, List.of(1000, 1000)));
    expect(v2, queue, OK);
    expect(v2, queue, OK, SEPARATOR);
    expect(v2, queue, OK, SEPARATOR, SELECT_0_1);
    expect(v2, queue, OK, SEPARATOR, PEER);
    UmpSignals.Result both =
        new UmpSignals.Result.Ok(
            new UmpSignalSet(
                Optional.of(new UmpSignal.SelectCore(0, 1)),
                Optional.of(new UmpSignal.ApprovedPeer(PEER.slice(2, PEER.length())))));
    assertThat(UmpSignals.check(v2, List.of(SEPARATOR, SELECT_0_1, PEER), queue)).isEqualTo(both);
    assertThat(UmpSignals.check(v2, List.of(SEPARATOR, PEER, SELECT_0_1), queue)).isEqualTo(both);
  }

  @Test
  void w17AnUnknownVersionIsRefused() {
    CandidateDescriptor unknown = versionByte(v2(1000, 0), 100);
    assertThat(unknown.versionOldRules()).isEqualTo(new DescriptorVersion.Unknown(100));
    expect(unknown, queue(Map.of(0, List.of(1000))), "UnknownVersion(100)");
  }

  @Test
  void w17ASignalThatDoesNotDecodeIsRefused() {
    TransposedClaimQueue queue = queue(Map.of(0, List.of(1000)));
    expect(v2(1000, 0), queue, OK, SEPARATOR);
    expect(v2(1000, 0), queue, "UmpSignalDecode", SEPARATOR, Bytes.fromHex("0c000dc8"));
    expect(v2(1000, 0), queue, "UmpSignalDecode", SEPARATOR, PEER, Bytes.fromHex("0c000dc8"));
  }

  @Test
  void w17TheCoreOfTheDescriptorMustBeAssignedAndSelected() {
    TransposedClaimQueue queue = queue(Map.of(0, List.of(1000, 1000), 100, List.of(1000, 1000)));
    expect(v2(1000, 0), queue, OK);
    expect(v2(1000, 1), queue, "InvalidCoreIndex");
    expect(v2(1000, 1), queue, "CoreIndexMismatch{1, 0}", SEPARATOR, SELECT_0_1);
    expect(v2(1000, 0), queue(Map.of()), "NoAssignment");
    expect(v2(1000, 0), queue(Map.of(0, List.of(1001))), "NoAssignment");
  }

  @Test
  void w17TwoSignalsOfOneKindAndThreeSignalsAreRefused() {
    TransposedClaimQueue queue = queue(Map.of(0, List.of(1000)));
    expect(v2(1000, 0), queue, "DuplicateUMPSignal", SEPARATOR, PEER, PEER);
    expect(v2(1000, 0), queue, "TooManyUMPSignals", SEPARATOR, PEER, SELECT_0_0, PEER);
    expect(v2(1000, 0), queue, OK, SEPARATOR, PEER);
  }

  @Test
  void w18AVersion1MustCarryNoSignal() {
    TransposedClaimQueue queue = queue(Map.of(1, List.of(1000)));
    expect(v1(), queue, "UMPSignalWithV1Descriptor", SEPARATOR, SELECT_0_0, PEER);
    expect(v1(), queue, "UMPSignalWithV1Descriptor", SEPARATOR, PEER);
    expect(v1(), queue, OK, SEPARATOR);
  }

  @Test
  void w19AVersion3MustCarryASignalAndNameItsCore() {
    TransposedClaimQueue one = queue(Map.of(1, List.of(1000)));
    TransposedClaimQueue two = queue(Map.of(1, List.of(1000), 5, List.of(1000)));
    TransposedClaimQueue others = queue(Map.of(4, List.of(1000), 5, List.of(1000)));
    expect(v3(), one, "NoUMPSignalWithV3Descriptor");
    expect(v3(), one, "NoUMPSignalWithV3Descriptor", SEPARATOR);
    expect(v3(), one, OK, SEPARATOR, PEER);
    expect(v3(), two, OK, SEPARATOR, PEER);
    expect(v3(), others, "InvalidCoreIndex", SEPARATOR, PEER);
    expect(v3(), one, OK, SEPARATOR, SELECT_0_0);
    expect(v3(), two, "CoreIndexMismatch{1, 5}", SEPARATOR, select(1, 0));
  }

  @Test
  void w20ExtractionPrecedesTheVersion() {
    TransposedClaimQueue queue = queue(Map.of(1, List.of(1000)));
    expect(v3(), queue, "DuplicateUMPSignal", SEPARATOR, SELECT_0_0, SELECT_0_0);
    expect(v1(), queue, "UmpSignalDecode", SEPARATOR, Bytes.fromHex("0c000dc8"));
  }

  @Test
  void w21AnApprovedPeerOf64BytesIsTakenAndOneOf65Refused() {
    TransposedClaimQueue queue = queue(Map.of(1, List.of(1000)));
    expect(v3(), queue, OK, SEPARATOR, peer(64));
    expect(v3(), queue, "UmpSignalDecode", SEPARATOR, peer(65));
  }

  /** Messages; then the results of V1, V2, V3 and Unknown(2), each for the three queues. */
  private static final String[][] W34 = {
    {"none", OK, "ok, ok, InvalidCoreIndex", "NoUMPSignalWithV3Descriptor", "UnknownVersion(2)"},
    {
      "separator only",
      OK,
      "ok, ok, InvalidCoreIndex",
      "NoUMPSignalWithV3Descriptor",
      "UnknownVersion(2)"
    },
    {
      "SelectCore(0,0)",
      "UMPSignalWithV1Descriptor",
      "ok, ok, CoreIndexMismatch{1; 4}",
      "ok, ok, CoreIndexMismatch{1; 4}",
      "UnknownVersion(2)"
    },
    {
      "SelectCore(0,0) + ApprovedPeer",
      "UMPSignalWithV1Descriptor",
      "ok, ok, CoreIndexMismatch{1; 4}",
      "ok, ok, CoreIndexMismatch{1; 4}",
      "UnknownVersion(2)"
    },
    {
      "ApprovedPeer",
      "UMPSignalWithV1Descriptor",
      "ok, ok, InvalidCoreIndex",
      "ok, ok, InvalidCoreIndex",
      "UnknownVersion(2)"
    },
    all("ApprovedPeer twice", "DuplicateUMPSignal"),
    all("SelectCore, ApprovedPeer, ApprovedPeer", "TooManyUMPSignals"),
    all("two separators", "UmpSignalDecode"),
    all("separator + 0c000dc8", "UmpSignalDecode"),
  };

  @TestFactory
  Stream<DynamicTest> w34SignalsTimesVersionTimesQueue() {
    List<CandidateDescriptor> versions =
        List.of(v1(), v2(1000, 1), v3(), versionByte(v2(1000, 1), 2));
    List<TransposedClaimQueue> queues =
        List.of(
            queue(Map.of(1, List.of(1000))),
            queue(Map.of(1, List.of(1000), 5, List.of(1000))),
            queue(Map.of(4, List.of(1000), 5, List.of(1000))));
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] row : W34) {
      List<Bytes> messages = messages(row[0]);
      for (int version = 0; version < versions.size(); version++) {
        CandidateDescriptor descriptor = versions.get(version);
        String[] expected = row[version + 1].split(", ", -1);
        for (int queue = 0; queue < queues.size(); queue++) {
          TransposedClaimQueue claims = queues.get(queue);
          String result = expected[expected.length == 1 ? 0 : queue].replace(";", ",");
          tests.add(
              dynamicTest(
                  "W34 " + row[0] + ", " + descriptor.version() + ", queue " + queue,
                  () -> assertThat(check(descriptor, claims, messages)).isEqualTo(result)));
        }
      }
    }
    assertThat(tests).hasSize(9 * 4 * 3);
    return tests.stream();
  }

  private static String[] all(String messages, String result) {
    return new String[] {messages, result, result, result, result};
  }

  private static List<Bytes> messages(String named) {
    return switch (named) {
      case "none" -> List.of();
      case "separator only" -> List.of(SEPARATOR);
      case "SelectCore(0,0)" -> List.of(SEPARATOR, SELECT_0_0);
      case "SelectCore(0,0) + ApprovedPeer" -> List.of(SEPARATOR, SELECT_0_0, PEER);
      case "ApprovedPeer" -> List.of(SEPARATOR, PEER);
      case "ApprovedPeer twice" -> List.of(SEPARATOR, PEER, PEER);
      case "SelectCore, ApprovedPeer, ApprovedPeer" -> List.of(SEPARATOR, SELECT_0_0, PEER, PEER);
      case "two separators" -> List.of(SEPARATOR, SEPARATOR);
      case "separator + 0c000dc8" -> List.of(SEPARATOR, Bytes.fromHex("0c000dc8"));
      default -> throw new AssertionError(named);
    };
  }

  private static void expect(
      CandidateDescriptor descriptor,
      TransposedClaimQueue queue,
      String result,
      Bytes... messages) {
    assertThat(check(descriptor, queue, List.of(messages))).isEqualTo(result);
  }

  private static String check(
      CandidateDescriptor descriptor, TransposedClaimQueue queue, List<Bytes> messages) {
    return switch (UmpSignals.check(descriptor, messages, queue)) {
      case UmpSignals.Result.Ok ok -> OK;
      case UmpSignals.Result.Failed(UmpSignalError.UnknownVersion(int version)) ->
          "UnknownVersion(" + version + ")";
      case UmpSignals.Result.Failed(
              UmpSignalError.CoreIndexMismatch(CoreIndex descriptorCore, CoreIndex selected)) ->
          "CoreIndexMismatch{" + descriptorCore + ", " + selected + "}";
      case UmpSignals.Result.Failed(UmpSignalError other) -> other.getClass().getSimpleName();
    };
  }

  private static CandidateDescriptor v1() {
    byte[] collator = new byte[PublicKey.LENGTH];
    Arrays.fill(collator, (byte) 9);
    return builder(1000).v1(PublicKey.of(collator), TestHashes.signature(9));
  }

  private static CandidateDescriptor v2(int para, int core) {
    return builder(para).v2(new CoreIndex(core), 1);
  }

  private static CandidateDescriptor v3() {
    return builder(1000).v3(new CoreIndex(1), 1, TestHashes.filled(7), 1);
  }

  private static CandidateDescriptorBuilder builder(int para) {
    return CandidateDescriptor.builder(new ParaId(para), TestHashes.filled(1));
  }

  private static CandidateDescriptor versionByte(CandidateDescriptor descriptor, int version) {
    byte[] raw = descriptor.bytes().toArray();
    raw[36] = (byte) version;
    return new CandidateDescriptor(Bytes.wrap(raw));
  }

  private static TransposedClaimQueue queue(Map<Integer, List<Integer>> claims) {
    TreeMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    claims.forEach(
        (core, paras) -> cores.put(new CoreIndex(core), paras.stream().map(ParaId::new).toList()));
    return new ClaimQueue(cores).transpose();
  }

  private static Bytes select(int selector, int offset) {
    return UmpSignal.CODEC.encodeToBytes(new UmpSignal.SelectCore(selector, offset));
  }

  /** The bytes of an approved peer of that length, also of one that is too long. */
  private static Bytes peer(int length) {
    String prefix =
        length < 64 ? String.format("%02x", length << 2) : length == 64 ? "0101" : "0501";
    return Bytes.fromHex("01" + prefix + "ab".repeat(length));
  }
}
