package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.scale.ScaleException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Byte strings, hashes, indices, bits and descriptors as values. */
class ValuesTest {
  @Test
  void aByteStringDoesNotSeeLaterChangesOfItsSource() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.copyOf(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes).isEqualTo(Bytes.fromHex("0x010203"));
    assertThat(bytes.asReadOnlyByteBuffer().isReadOnly()).isTrue();
    assertThat(bytes.slice(1, 3).toHex()).isEqualTo("0203");
    assertThat(bytes.at(2)).isEqualTo(3);
    assertThatThrownBy(() -> bytes.slice(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void byteStringsAreOrderedAsUnsignedBytesAndShorterFirst() {
    assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
    assertThat(Bytes.fromHex("80")).isLessThan(Bytes.fromHex("8000"));
    assertThat(TestHashes.filled(0x7f)).isLessThan(TestHashes.filled(0xff));
  }

  @Test
  void aLongByteStringIsShownShortened() {
    assertThat(Bytes.fromHex("aa".repeat(16))).hasToString("0x" + "aa".repeat(16));
    assertThat(Bytes.fromHex("aa".repeat(17))).hasToString("0x" + "aa".repeat(16) + "… (17 bytes)");
  }

  @Test
  void aHashHasExactly32Bytes() {
    assertThat(TestHashes.filled(0xab).shortHex()).isEqualTo("0xabababab");
    assertThat(TestHashes.filled(0xab)).hasToString("0x" + "ab".repeat(32));
    assertThatThrownBy(() -> Hash.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a hash has 32 bytes, not 31");
    assertThatThrownBy(() -> Signature.of(new byte[63]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PublicKey.fromHex("00")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indicesAreUnsigned() {
    assertThat(new ParaId(-1)).hasToString("4294967295").isGreaterThan(new ParaId(1));
    assertThat(new ValidatorIndex(-1).unsigned()).isEqualTo(4_294_967_295L);
    assertThat(new ParaId(1999).isSystem()).isTrue();
    assertThat(new ParaId(2000).isSystem()).isFalse();
    assertThat(new ParaId(-1).isSystem()).isFalse();
  }

  @Test
  void bitsAreImmutableAndSurplusBitsAreDropped() throws ScaleException {
    BitList bits = BitList.of("0101");
    BitList changed = bits.with(0, true).with(1, false);
    assertThat(bits).hasToString("0101");
    assertThat(changed).hasToString("1001");
    assertThat(changed.count()).isEqualTo(2);
    BitList surplus = BitList.CODEC.decodeAll(Bytes.fromHex("10fa"));
    assertThat(surplus).isEqualTo(bits).hasSameHashCodeAs(bits);
    assertThat(BitList.CODEC.encodeToBytes(surplus).toHex()).isEqualTo("100a");
    assertThat(bits.concat(BitList.of("110000001")).slice(3, 13)).hasToString("1110000001");
    assertThatThrownBy(() -> bits.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aFilterCountsEachValidatorOnce() {
    StatementFilter filter = new StatementFilter(BitList.of("1100"), BitList.of("0110"));
    assertThat(filter.backingValidators()).isEqualTo(3);
    assertThat(filter.hasSeconded()).isTrue();
    assertThat(filter.hasLength(4)).isTrue();
    assertThat(filter.hasLength(3)).isFalse();
    assertThat(StatementFilter.blank(4).hasSeconded()).isFalse();
  }

  @Test
  void theSchedulingSessionSaturates() {
    CandidateDescriptor descriptor =
        CandidateDescriptor.builder(new ParaId(1), Hash.ZERO)
            .v3(new CoreIndex(0), U32.MAX - 100, Hash.ZERO, U32.MAX);
    assertThat(descriptor.schedulingSession()).hasValue(U32.MAX);
    byte[] raw = descriptor.bytes().toArray();
    raw[43] = (byte) 200;
    assertThat(new CandidateDescriptor(Bytes.wrap(raw)).schedulingSession()).hasValue(U32.MAX);
  }

  @Test
  void anUnknownVersionHasASessionForBackingAndNoneForValidation() {
    byte[] raw = TestCandidate.valid().descriptor().bytes().toArray();
    raw[36] = 2;
    CandidateDescriptor unknown = new CandidateDescriptor(Bytes.wrap(raw));
    assertThat(unknown.version()).isEqualTo(new DescriptorVersion.Unknown(2));
    assertThat(unknown.acceptance(false)).isEqualTo(DescriptorAcceptance.ACCEPTED);
    assertThat(unknown.sessionIndex()).hasValue(7);
    assertThat(unknown.schedulingSession()).isEmpty();
    assertThat(unknown.forValidation(true).sessionIndex()).isEmpty();
    assertThat(unknown.schedulingParent()).isEqualTo(unknown.relayParent());
  }

  @Test
  void aVersion3DescriptorIsReadAsVersion1UntilVersion3WasSeen() {
    TestCandidate candidate =
        TestCandidate.builder()
            .v3(TestHashes.filled(7), 9)
            .signals(new UmpSignal.SelectCore(0, 0))
            .build();
    CandidateDescriptor.ValidationView before = candidate.descriptor().forValidation(false);
    assertThat(before.version()).isEqualTo(new DescriptorVersion.V1());
    assertThat(before.schedulingParent()).isEqualTo(candidate.descriptor().relayParent());
    assertThat(before.schedulingSession()).isEmpty();
    CandidateDescriptor.ValidationView after = candidate.descriptor().forValidation(true);
    assertThat(after.schedulingParent()).isEqualTo(TestHashes.filled(7));
    assertThat(after.schedulingSession()).hasValue(9);
    assertThat(candidate.signingContext()).isEqualTo(new SigningContext(9, TestHashes.filled(7)));
  }

  @Test
  void depthsOfAClaimQueueWrapAt256() {
    List<ParaId> paras = Collections.nCopies(257, new ParaId(1));
    TreeMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    cores.put(new CoreIndex(0), List.of());
    cores.put(new CoreIndex(3), paras);
    TransposedClaimQueue queue = new ClaimQueue(cores).transpose();
    assertThat(queue.cores(new ParaId(1), 0)).containsExactly(new CoreIndex(3));
    assertThat(queue.cores(new ParaId(1), 255)).containsExactly(new CoreIndex(3));
    assertThat(queue.cores(new ParaId(1), 256)).isEmpty();
    assertThat(queue.cores(new ParaId(2), 0)).isEmpty();
  }

  @Test
  void recordsCopyTheirLists() {
    List<Hash> heads = new ArrayList<>(List.of(Hash.ZERO));
    View view = new View(heads, 1);
    heads.clear();
    assertThat(view.heads()).containsExactly(Hash.ZERO);
    assertThatThrownBy(() -> new View(List.of(), -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHeaderRefusesADigestThatIsNone() {
    assertThatThrownBy(
            () ->
                new BlockHeader(Hash.ZERO, 0, Hash.ZERO, Hash.ZERO, List.of(Bytes.fromHex("0800"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePartsOfATestCandidateAgree() {
    TestCandidate candidate = TestCandidate.valid();
    CandidateDescriptor descriptor = candidate.descriptor();
    assertThat(descriptor.version()).isEqualTo(new DescriptorVersion.V2());
    assertThat(descriptor.persistedValidationDataHash()).isEqualTo(candidate.pvd().hash());
    assertThat(descriptor.povHash()).isEqualTo(candidate.pov().hash());
    assertThat(descriptor.paraHead()).isEqualTo(candidate.commitments().headData().hash());
    assertThat(descriptor.validationCodeHash()).isEqualTo(candidate.code().hash());
    assertThat(candidate.receipt().commitmentsHash()).isEqualTo(candidate.commitments().hash());
    assertThat(candidate.seconded().compact().candidateHash()).isEqualTo(candidate.hash());
    assertThat(candidate.fullSeconded().compact()).isEqualTo(candidate.seconded().compact());
  }
}
