package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Literals of the specification that are protocol types (wire 2.10, 8.6, 8.7, 8.10, 8.11). */
class WireLiteralsTest {

  @Test
  void emptyCommitmentsAreTwelveZeroBytes() {
    CandidateCommitments empty = commitments(List.of());
    assertThat(hex(CandidateCommitments.CODEC, empty)).isEqualTo("00".repeat(12));
    assertThat(empty.hash().toHex())
        .isEqualTo("d2097ea5ba9ae6f4484fa960dbc0f82a6ac5a08e4c0785cff0b95d510a97ce18");
  }

  @Test
  void aDescriptorOfZerosReadsAsVersion2() {
    CandidateDescriptor zero = zeroDescriptor(0).v1(zeroKey(), TestHashes.signature(0));
    assertThat(zero.version()).isEqualTo(new DescriptorVersion.V2());
    assertThat(hash(zero, commitments(List.of())))
        .isEqualTo("7e95b9394828a40bbd637ae6186eff2a0ea4dba75b15924267fb423960f0bb3a");
  }

  @Test
  void aVersion2DescriptorHasTheHashOfTheSources() {
    CandidateDescriptor v2 = zeroDescriptor(0).v2(new CoreIndex(123), 1);
    assertThat(hash(v2, commitments(List.of())))
        .isEqualTo("12f112c3c69d6a664e664a313898fb0ae05451b438fe981f908f5ee0264ce5ec");
  }

  @Test
  void aVersion1DescriptorHasTheHashOfTheSources() {
    CandidateDescriptor v1 =
        zeroDescriptor(0).v1(PublicKey.of(counting(32)), Signature.of(counting(64)));
    assertThat(v1.version()).isEqualTo(new DescriptorVersion.V1());
    assertThat(hash(v1, commitments(List.of())))
        .isEqualTo("c1375ce2ee44d0c18a5cb8cfdb8176332535c5515878c49737d03ae138169309");
  }

  @Test
  void aCandidateWithASelectorHasTheHashOfTheSourcesAndPassesTheCheck() {
    CandidateDescriptor v2 = zeroDescriptor(1000).v2(new CoreIndex(123), 1);
    CandidateCommitments commitments =
        commitments(
            List.of(
                Bytes.fromHex("00".repeat(256)),
                Bytes.fromHex("ff".repeat(256)),
                Bytes.EMPTY,
                Bytes.fromHex("000001")));
    assertThat(CandidateCommitments.CODEC.encodeToBytes(commitments).length()).isEqualTo(533);
    assertThat(commitments.hash().toHex())
        .isEqualTo("7a544573930b57e041f6f5f526d7a944112eb2d538ebf296b4e23929a44e22fe");
    assertThat(hash(v2, commitments))
        .isEqualTo("5c405f8df812a8b11b00247948d412bdeb34ddcf24a8d4f8b669ed066b29c65b");
    ClaimQueue queue = queue(123, 1000, 1000);
    assertThat(UmpSignals.check(new CommittedCandidateReceipt(v2, commitments), queue.transpose()))
        .isInstanceOf(UmpSignals.Result.Ok.class);
  }

  @Test
  void fullCommitmentsHaveTheBytesOfTheSources() {
    CandidateCommitments commitments =
        new CandidateCommitments(
            List.of(Bytes.fromHex("0102"), Bytes.EMPTY),
            List.of(new OutboundHrmpMessage(new ParaId(2001), Bytes.fromHex("aabb"))),
            Optional.of(Bytes.fromHex("010203")),
            new HeadData(Bytes.fromHex("99")),
            3,
            77);
    assertThat(hex(CandidateCommitments.CODEC, commitments))
        .isEqualTo("080801020004d107000008aabb010c0102030499030000004d000000");
    assertThat(commitments.hash().toHex())
        .isEqualTo("21d6f10a85bc467ea2f899f92bca6efe3fe4ea69a619314f06271298d6e330a4");
  }

  @Test
  void votesAndCoreAreReadBackAndAnUninjectedLargeGroupIsMisread() {
    CommittedCandidateReceipt candidate = AdderScenario.candidate();
    BackedCandidate backed =
        BackedCandidate.build(candidate, List.of(), BitList.of("0101"), new CoreIndex(10));
    assertThat(backed.groupBits()).isEqualTo(BitList.of("0101"));
    assertThat(backed.injectedCoreIndex()).hasValue(new CoreIndex(10));
    BackedCandidate large = new BackedCandidate(candidate, List.of(), BitList.of("010101010"));
    assertThat(large.groupBits()).isEqualTo(BitList.of("0"));
    assertThat(large.injectedCoreIndex()).isPresent();
    BackedCandidate small = new BackedCandidate(candidate, List.of(), BitList.of("01010101"));
    assertThat(small.groupBits()).isEqualTo(BitList.of("01010101"));
    assertThat(small.injectedCoreIndex()).isEmpty();
  }

  @Test
  void anUnknownExecutorParameterMakesTheWholeListUndecodable() {
    for (String hex : List.of("0400", "0409", "040800", "040802")) {
      assertThatThrownBy(() -> ExecutorParams.CODEC.decode(Bytes.fromHex(hex)))
          .as(hex)
          .isInstanceOf(ScaleException.class);
    }
  }

  @Test
  void memoryPagesAreCountedOnTopOfTheInitialOnes() {
    ExecutorParams params = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(8192)));
    assertThat(params.maxMemoryPages()).isEqualTo(8192 + 32);
    assertThat(ExecutorParams.defaults().maxMemoryPages()).isEqualTo(2080);
  }

  @Test
  void rotationsAreThoseOfTheSources() {
    GroupRotationInfo rotation = new GroupRotationInfo(10, 5, 15);
    assertThat(rotation.nextRotation()).hasValue(20);
    assertThat(rotation.lastRotation()).hasValue(15);
  }

  @Test
  void missingFeatureBitsAreOff() {
    NodeFeatures v3 = NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3);
    assertThat(v3.has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3)).isTrue();
    assertThat(NodeFeatures.none().has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3)).isFalse();
  }

  @Test
  void theExtensionFollowsTheParametersWithoutAnOptionByte() throws ScaleException {
    ValidationParams params =
        new ValidationParams(
            AdderScenario.parentHead(),
            AdderScenario.POV.blockData(),
            100,
            TestHashes.filled(0x22));
    PvfInput input =
        new PvfInput(
            params,
            Optional.of(
                new ValidationParamsExtension.V3(
                    AdderScenario.RELAY_PARENT, AdderScenario.SCHEDULING_PARENT)));
    String plain = hex(ValidationParams.CODEC, params);
    assertThat(hex(PvfInput.CODEC, input))
        .isEqualTo(plain + "03" + "11".repeat(32) + "33".repeat(32));
    assertThat(PvfInput.CODEC.decodeAll(Bytes.fromHex(plain)).extension()).isEmpty();
    Bytes unknown = Bytes.fromHex(plain + "02" + "11".repeat(64));
    assertThatThrownBy(() -> PvfInput.CODEC.decode(unknown))
        .isInstanceOf(ScaleException.class)
        .hasMessageStartingWith("ValidationParamsWithExtension.extension: unknown variant 2");
  }

  @Test
  void aNotificationOfApprovalsIsRefusedByName() {
    assertThatThrownBy(() -> WireMessage.VALIDATION_CODEC.decodeAll(Bytes.fromHex("010400")))
        .isInstanceOf(ScaleException.class)
        .hasMessage("WireMessage.message: unknown variant 4 at offset 1");
  }

  private static String hash(CandidateDescriptor descriptor, CandidateCommitments commitments) {
    return new CommittedCandidateReceipt(descriptor, commitments).hash().toHex();
  }

  private static CandidateDescriptorBuilder zeroDescriptor(int para) {
    ValidationCode code = new ValidationCode(Bytes.fromHex("010203040506070809"));
    return CandidateDescriptor.builder(new ParaId(para), Hash.ZERO).validationCodeHash(code.hash());
  }

  private static PublicKey zeroKey() {
    return PublicKey.of(new byte[PublicKey.LENGTH]);
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static CandidateCommitments commitments(List<Bytes> upwardMessages) {
    return new CandidateCommitments(
        upwardMessages, List.of(), Optional.empty(), new HeadData(Bytes.EMPTY), 0, 0);
  }

  private static ClaimQueue queue(int core, int... paras) {
    List<ParaId> list = Arrays.stream(paras).mapToObj(ParaId::new).toList();
    return new ClaimQueue(new TreeMap<>(Collections.singletonMap(new CoreIndex(core), list)));
  }

  private static <T> String hex(Codec<T> codec, T value) {
    return codec.encodeToBytes(value).toHex();
  }
}
