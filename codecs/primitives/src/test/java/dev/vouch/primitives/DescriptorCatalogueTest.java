package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rows D of validation 6.3: descriptor versions and the signals of a candidate. */
class DescriptorCatalogueTest {
  private static final int RESERVED_TAIL_AT = CandidateDescriptor.RESERVED_NEW_RULES_END;
  private static final ParaId PARA = new ParaId(1000);
  private static final Hash RELAY_PARENT = filled(0x11);
  private static final Hash SCHEDULING_PARENT = filled(0x42);
  private static final PublicKey COLLATOR = PublicKey.of(filled(0xc1).bytes());
  private static final Signature SIGNATURE = Signature.of(repeated(0x51, Signature.LENGTH));

  private static Bytes repeated(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return Bytes.wrap(bytes);
  }

  private static Hash filled(int value) {
    return Hash.of(repeated(value, Hash.LENGTH));
  }

  private static CandidateDescriptorBuilder descriptor() {
    return CandidateDescriptor.builder(PARA, RELAY_PARENT).povHash(filled(3)).paraHead(filled(5));
  }

  private static CandidateDescriptor v2(int core) {
    return descriptor().v2(new CoreIndex(core), 1);
  }

  private static CandidateDescriptor with(CandidateDescriptor base, int at, int... values) {
    byte[] raw = base.bytes().toArray();
    for (int i = 0; i < values.length; i++) {
      raw[at + i] = (byte) values[i];
    }
    return new CandidateDescriptor(Bytes.wrap(raw));
  }

  private static CommittedCandidateReceipt receipt(
      CandidateDescriptor descriptor, List<Bytes> messages) {
    return new CommittedCandidateReceipt(
        descriptor,
        new CandidateCommitments(
            messages, List.of(), Optional.empty(), new HeadData(repeated(1, 3)), 0, 12_345));
  }

  private static Bytes select(int selector, int offset) {
    return UmpSignal.CODEC.encodeToBytes(new UmpSignal.SelectCore(selector, offset));
  }

  private static Bytes peer(int length) {
    return UmpSignal.CODEC.encodeToBytes(new UmpSignal.ApprovedPeer(repeated(7, length)));
  }

  /** The same cores at the depths 0 and 1. */
  private static TransposedClaimQueue queue(int... cores) {
    SortedSet<CoreIndex> assigned = new TreeSet<>();
    for (int core : cores) {
      assigned.add(new CoreIndex(core));
    }
    SortedMap<Integer, SortedSet<CoreIndex>> depths = new TreeMap<>();
    depths.put(0, assigned);
    depths.put(1, assigned);
    SortedMap<ParaId, SortedMap<Integer, SortedSet<CoreIndex>>> paras = new TreeMap<>();
    paras.put(PARA, depths);
    return new TransposedClaimQueue(paras);
  }

  private static void passes(
      CandidateDescriptor descriptor, TransposedClaimQueue queue, Bytes... messages) {
    assertThat(UmpSignals.check(receipt(descriptor, List.of(messages)), queue))
        .isInstanceOf(UmpSignals.Result.Ok.class);
  }

  private static void fails(
      UmpSignalError error,
      CandidateDescriptor descriptor,
      TransposedClaimQueue queue,
      Bytes... messages) {
    assertThat(UmpSignals.check(receipt(descriptor, List.of(messages)), queue))
        .isEqualTo(new UmpSignals.Result.Failed(error));
  }

  @Test
  void d1AReceiptOfVersion1HasOneEncodingAndOneHashHoweverItIsRead() throws Exception {
    CommittedCandidateReceipt v1 =
        receipt(descriptor().v1(COLLATOR, SIGNATURE), List.of(repeated(9, 4)));
    Bytes encoded = CommittedCandidateReceipt.CODEC.encodeToBytes(v1);
    CommittedCandidateReceipt read = CommittedCandidateReceipt.CODEC.decodeAll(encoded);
    assertThat(CommittedCandidateReceipt.CODEC.encodeToBytes(read)).isEqualTo(encoded);
    assertThat(read.hash()).isEqualTo(v1.hash());
    assertThat(v1.descriptor().bytes().length()).isEqualTo(v2(0).bytes().length());
    assertThat(read.toPlain().hash()).isEqualTo(v1.hash());
  }

  @Test
  void d3AVersionByteWithoutMeaningIsUnknown() {
    CandidateDescriptor unknown = with(v2(0), CandidateDescriptor.VERSION_AT, 100);
    assertThat(unknown.version()).isEqualTo(new DescriptorVersion.Unknown(100));
    fails(new UmpSignalError.UnknownVersion(100), unknown, queue(0));
    fails(new UmpSignalError.UnknownVersion(100), unknown, queue(0), Bytes.EMPTY, select(0, 0));
  }

  @Test
  void d4ASelectorNamesTheCoreAtItsDepth() {
    Bytes long1 = repeated(0xff, 256);
    passes(v2(123), queue(123), long1, long1, Bytes.EMPTY, select(0, 1));
  }

  @Test
  void d5WrongCommitmentsHaveTheirErrorsInThisOrder() {
    passes(v2(0), queue(0), Bytes.EMPTY);
    fails(new UmpSignalError.UmpSignalDecode(), v2(0), queue(0), Bytes.EMPTY, repeated(0xd, 13));
    passes(v2(0), queue(0, 100));
    fails(new UmpSignalError.InvalidCoreIndex(), v2(1), queue(0, 100));
    fails(
        new UmpSignalError.NoAssignment(),
        v2(0),
        new TransposedClaimQueue(new TreeMap<>()),
        Bytes.EMPTY,
        select(0, 1));
    fails(
        new UmpSignalError.CoreIndexMismatch(new CoreIndex(1), new CoreIndex(0)),
        v2(1),
        queue(0, 100),
        Bytes.EMPTY,
        select(0, 1));
    fails(
        new UmpSignalError.DuplicateUMPSignal(),
        v2(0),
        queue(0, 100),
        Bytes.EMPTY,
        select(0, 1),
        select(1, 1));
    fails(
        new UmpSignalError.TooManyUMPSignals(),
        v2(0),
        queue(0, 100),
        Bytes.EMPTY,
        select(0, 1),
        peer(3),
        select(0, 1));
  }

  @Test
  void d7ADescriptorOfVersion1MustHaveNoSignal() {
    CandidateDescriptor v1 = descriptor().v1(COLLATOR, SIGNATURE);
    assertThat(v1.coreIndex()).isEmpty();
    assertThat(v1.sessionIndex()).isEmpty();
    passes(v1, queue(0, 1));
    fails(new UmpSignalError.UMPSignalWithV1Descriptor(), v1, queue(0), Bytes.EMPTY, select(1, 1));
    fails(new UmpSignalError.UMPSignalWithV1Descriptor(), v1, queue(0), Bytes.EMPTY, peer(3));
  }

  @Test
  void d8WithoutASelectorTheDescriptorsCoreMustBeAssigned() {
    CandidateDescriptor zeroed =
        descriptor()
            .v1(PublicKey.of(Hash.ZERO.bytes()), Signature.of(repeated(0, Signature.LENGTH)));
    assertThat(zeroed.version()).isEqualTo(new DescriptorVersion.V2());
    passes(zeroed, queue(0));
    passes(zeroed, queue(0, 1));
    CandidateDescriptor real = descriptor().v1(COLLATOR, SIGNATURE);
    assertThat(real.version()).isEqualTo(new DescriptorVersion.V1());
    Bytes raw = real.bytes();
    assertThat(raw.slice(CandidateDescriptor.VERSION_AT, CandidateDescriptor.PVD_HASH_AT))
        .isEqualTo(COLLATOR.bytes());
    assertThat(
            raw.slice(CandidateDescriptor.SCHEDULING_PARENT_AT, CandidateDescriptor.PARA_HEAD_AT))
        .isEqualTo(SIGNATURE.bytes());
  }

  @Test
  void d9ARealCollatorIsVersion1UnderBothRules() {
    CandidateDescriptor v1 = with(v2(0), CandidateDescriptor.VERSION_AT, 1);
    v1 = with(v1, CandidateDescriptor.RESERVED_AT, 0xff);
    assertThat(v1.version()).isEqualTo(new DescriptorVersion.V1());
    assertThat(v1.versionOldRules()).isEqualTo(new DescriptorVersion.V1());
    assertThat(v1.acceptance(true)).isEqualTo(DescriptorAcceptance.ACCEPTED);
    assertThat(v1.acceptance(false)).isEqualTo(DescriptorAcceptance.ACCEPTED);
  }

  /**
   * Between D9 and D11: a plain version 2 is one under both rules, with and without the feature.
   */
  @Test
  void version2IsVersion2UnderBothRules() {
    assertThat(v2(7).version()).isEqualTo(new DescriptorVersion.V2());
    assertThat(v2(7).versionOldRules()).isEqualTo(new DescriptorVersion.V2());
    assertThat(v2(7).acceptance(true)).isEqualTo(DescriptorAcceptance.ACCEPTED);
    assertThat(v2(7).acceptance(false)).isEqualTo(DescriptorAcceptance.ACCEPTED);
  }

  @Test
  void d11Version3IsAcceptedOnceItIsOn() {
    CandidateDescriptor v3 = descriptor().v3(new CoreIndex(0), 1, SCHEDULING_PARENT, 1);
    assertThat(v3.version()).isEqualTo(new DescriptorVersion.V3());
    assertThat(v3.versionOldRules()).isEqualTo(new DescriptorVersion.V1());
    assertThat(v3.acceptance(true)).isEqualTo(DescriptorAcceptance.ACCEPTED);
  }

  @Test
  void d12Version3IsInconsistentBefore() {
    CandidateDescriptor v3 = descriptor().v3(new CoreIndex(0), 1, SCHEDULING_PARENT, 1);
    assertThat(v3.acceptance(false)).isEqualTo(DescriptorAcceptance.INCONSISTENCY);
  }

  @Test
  void d13AReservedTailIsInconsistentWithAndWithoutTheFeature() {
    CandidateDescriptor tail = with(v2(0), RESERVED_TAIL_AT, 0xff);
    assertThat(tail.version()).isEqualTo(new DescriptorVersion.V2());
    assertThat(tail.versionOldRules()).isEqualTo(new DescriptorVersion.V1());
    assertThat(tail.acceptance(true)).isEqualTo(DescriptorAcceptance.INCONSISTENCY);
    assertThat(tail.acceptance(false)).isEqualTo(DescriptorAcceptance.INCONSISTENCY);
  }

  /** Between D13 and D15: the last reserved bytes of a version 3 are free under the new rules. */
  @Test
  void aReservedTailOfVersion3GoesByTheFeatureAlone() {
    CandidateDescriptor v3 = descriptor().v3(new CoreIndex(0), 1, SCHEDULING_PARENT, 1);
    CandidateDescriptor tail = with(v3, RESERVED_TAIL_AT, 0xff);
    assertThat(tail.version()).isEqualTo(new DescriptorVersion.V3());
    assertThat(tail.acceptance(true)).isEqualTo(DescriptorAcceptance.ACCEPTED);
    assertThat(tail.acceptance(false)).isEqualTo(DescriptorAcceptance.INCONSISTENCY);
  }

  @Test
  void d15ActivationChangesHowValidationReads() {
    CandidateDescriptor v3 = descriptor().v3(new CoreIndex(0), 1, SCHEDULING_PARENT, 1);
    CandidateDescriptor.ValidationView before = v3.forValidation(false);
    assertThat(before.version()).isEqualTo(new DescriptorVersion.V1());
    assertThat(before.schedulingParent()).isEqualTo(RELAY_PARENT);
    assertThat(before.sessionIndex()).isEmpty();
    assertThat(before.schedulingSession()).isEmpty();
    CandidateDescriptor.ValidationView after = v3.forValidation(true);
    assertThat(after.version()).isEqualTo(new DescriptorVersion.V3());
    assertThat(after.schedulingParent()).isEqualTo(SCHEDULING_PARENT);
    assertThat(after.sessionIndex()).hasValue(1);
    assertThat(after.schedulingSession()).hasValue(1);
  }

  @Test
  void d16ASchedulingParentOfZeroesIsNoSpecialCase() throws Exception {
    CandidateDescriptor v3 = descriptor().v3(new CoreIndex(0), 1, Hash.ZERO, 1);
    assertThat(v3.version()).isEqualTo(new DescriptorVersion.V3());
    assertThat(v3.schedulingParent()).isEqualTo(Hash.ZERO);
    CommittedCandidateReceipt receipt = receipt(v3, List.of(Bytes.EMPTY, select(0, 0)));
    Bytes encoded = CommittedCandidateReceipt.CODEC.encodeToBytes(receipt);
    assertThat(CommittedCandidateReceipt.CODEC.decodeAll(encoded).hash()).isEqualTo(receipt.hash());
  }
}
