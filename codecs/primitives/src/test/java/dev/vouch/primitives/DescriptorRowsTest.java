package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows W1 to W15 and W33 of wire 8.11: versions, acceptance and accessors of descriptors. */
class DescriptorRowsTest {
  private static final DescriptorVersion V1 = new DescriptorVersion.V1();
  private static final DescriptorVersion V2 = new DescriptorVersion.V2();
  private static final DescriptorVersion V3 = new DescriptorVersion.V3();
  private static final DescriptorAcceptance OK = DescriptorAcceptance.ACCEPTED;
  private static final DescriptorAcceptance INCONSISTENT = DescriptorAcceptance.INCONSISTENCY;

  private static final Hash RELAY_PARENT = TestHashes.filled(1);
  private static final Hash SCHEDULING_PARENT = TestHashes.filled(7);

  @Test
  void w1AReservedByteInsideTheSixteenMakesVersion1() {
    expect(with(clean(), 44, 0xff), V1, V1, OK, OK);
  }

  @Test
  void w2ACleanVersion2IsVersion2ByBothRules() {
    expect(clean(), V2, V2, OK, OK);
  }

  @Test
  void w3AVersion3IsExpectedToDisagreeAndAcceptedWhereItIsEnabled() {
    assertThat(v3().versionOldRules()).isEqualTo(V1);
    assertThat(v3().version()).isEqualTo(V3);
    assertThat(v3().acceptance(true)).isEqualTo(OK);
  }

  @Test
  void w4AVersion3BeforeItIsEnabledIsInconsistentAndNotNotEnabled() {
    assertThat(v3().acceptance(false)).isEqualTo(INCONSISTENT);
  }

  @Test
  void w5AReservedByteBehindTheSixteenIsAmbiguousAndRefused() {
    expect(with(clean(), 60, 0xff), V1, V2, INCONSISTENT, INCONSISTENT);
  }

  @Test
  void w6AVersion2WithASchedulingParentIsAmbiguousAndRefused() {
    byte[] raw = clean().bytes().toArray();
    Arrays.fill(raw, 164, 196, (byte) 0xab);
    expect(new CandidateDescriptor(Bytes.wrap(raw)), V1, V2, INCONSISTENT, INCONSISTENT);
  }

  @Test
  void w7SeeingVersion3ChangesHowADescriptorIsRead() {
    CandidateDescriptor.ValidationView before = v3().forValidation(false);
    assertThat(before.version()).isEqualTo(V1);
    assertThat(before.schedulingParent()).isEqualTo(RELAY_PARENT);
    assertThat(before.schedulingSession()).isEmpty();
    CandidateDescriptor.ValidationView after = v3().forValidation(true);
    assertThat(after.version()).isEqualTo(V3);
    assertThat(after.schedulingParent()).isEqualTo(SCHEDULING_PARENT);
    assertThat(after.schedulingSession()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {43, 44, 59, 60, 67, 164, 195, 196, 227})
  void w8OneByteOfAVersion2(int offset) {
    CandidateDescriptor descriptor = with(clean(), offset, 1);
    if (offset == 44 || offset == 59) {
      expect(descriptor, V1, V1, OK, OK);
    } else {
      expect(descriptor, V1, V2, INCONSISTENT, INCONSISTENT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {43, 44, 59, 60, 67, 164, 195, 196, 227})
  void w9OneByteOfAVersion3(int offset) {
    CandidateDescriptor descriptor = with(with(clean(), 36, 1), offset, 1);
    if (offset == 44 || offset == 59) {
      expect(descriptor, V1, V1, OK, OK);
    } else {
      expect(descriptor, V1, V3, INCONSISTENT, OK);
    }
  }

  @Test
  void w10AVersion3WithAZeroSchedulingParentIsUnknownByTheOldRules() {
    CandidateDescriptor zero = with(zero(), 36, 1);
    expect(zero, new DescriptorVersion.Unknown(1), V3, INCONSISTENT, OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 255})
  void w11AnUnknownVersionIsAcceptedWhileBothRulesAgree(int version) {
    DescriptorVersion unknown = new DescriptorVersion.Unknown(version);
    CandidateDescriptor descriptor = with(clean(), 36, version);
    expect(descriptor, unknown, unknown, OK, OK);
    expect(with(descriptor, 60, 1), V1, unknown, INCONSISTENT, INCONSISTENT);
    expect(with(descriptor, 164, 1), V1, unknown, INCONSISTENT, INCONSISTENT);
    expect(with(descriptor, 44, 1), V1, V1, OK, OK);
  }

  @Test
  void w12AGenuineVersion1IsVersion1UntilItsCollatorLooksReserved() {
    CandidateDescriptor v1 = adderV1();
    expect(v1, V1, V1, OK, OK);
    CandidateDescriptor zeroed = zeroed(v1);
    expect(with(zeroed, 36, 0), V1, V2, INCONSISTENT, INCONSISTENT);
    expect(with(zeroed, 36, 1), V1, V3, INCONSISTENT, OK);
    expect(with(zeroed, 36, 2), V1, new DescriptorVersion.Unknown(2), INCONSISTENT, INCONSISTENT);
  }

  @Test
  void w13TheSchedulingSessionSaturates() {
    CandidateDescriptor descriptor =
        CandidateDescriptor.builder(new ParaId(1), RELAY_PARENT)
            .v3(new CoreIndex(0), U32.MAX, SCHEDULING_PARENT, U32.MAX);
    assertThat(with(descriptor, 43, 200).schedulingSession()).hasValue(4_294_967_295L);
  }

  @Test
  void w14TheBuilderFloorsTheOffsetAtZeroAndRefuses256() {
    assertThat(offset(10, 9)).isZero();
    assertThat(offset(10, 265)).isEqualTo(255);
    assertThatThrownBy(() -> offset(10, 266)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void w15AnUnknownVersionHasASessionForBackingOnly() {
    CandidateDescriptor unknown = with(clean(), 36, 2);
    for (boolean seen : new boolean[] {false, true}) {
      CandidateDescriptor.ValidationView view = unknown.forValidation(seen);
      assertThat(view.sessionIndex()).isEmpty();
      assertThat(view.schedulingSession()).isEmpty();
      assertThat(view.schedulingParent()).isEqualTo(RELAY_PARENT);
    }
    assertThat(unknown.sessionIndex()).hasValue(1);
    assertThat(unknown.schedulingSession()).isEmpty();
    assertThat(unknown.schedulingParent()).isEqualTo(RELAY_PARENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {43, 44, 59, 60, 67, 164, 195, 196, 227})
  void w33OneByteOfTheScenarioAsVersion2(int offset) {
    CandidateDescriptor descriptor = with(adder(), offset, 1);
    boolean reserved = offset == 44 || offset == 59;
    assertThat(descriptor.versionOldRules()).isEqualTo(V1);
    assertThat(descriptor.version()).isEqualTo(reserved ? V1 : V2);
    assertThat(descriptor.sessionIndex().isPresent()).isEqualTo(!reserved);
    assertThat(descriptor.coreIndex().isPresent()).isEqualTo(!reserved);
    assertThat(descriptor.schedulingParent()).isEqualTo(AdderScenario.RELAY_PARENT);
    assertThat(descriptor.acceptance(true)).isEqualTo(reserved ? OK : INCONSISTENT);
    assertThat(descriptor.forValidation(false).version()).isEqualTo(V1);
    assertThat(descriptor.forValidation(false).sessionIndex()).isEmpty();
    assertThat(descriptor.forValidation(true).sessionIndex().isPresent()).isEqualTo(!reserved);
  }

  @ParameterizedTest
  @ValueSource(ints = {43, 44, 59, 60, 67, 164, 195, 196, 227})
  void w33OneByteOfTheScenarioAsVersion3(int offset) {
    CandidateDescriptor descriptor = with(with(adder(), 36, 1), offset, 1);
    boolean reserved = offset == 44 || offset == 59;
    assertThat(descriptor.version()).isEqualTo(reserved ? V1 : V3);
    assertThat(descriptor.acceptance(false)).isEqualTo(reserved ? OK : INCONSISTENT);
    assertThat(descriptor.acceptance(true)).isEqualTo(OK);
    CandidateDescriptor.ValidationView before = descriptor.forValidation(false);
    assertThat(before.version()).isEqualTo(V1);
    assertThat(before.sessionIndex()).isEmpty();
    assertThat(before.schedulingSession()).isEmpty();
    if (reserved) {
      assertThat(descriptor.schedulingSession()).isEmpty();
    } else {
      assertThat(descriptor.schedulingSession()).hasValue(offset == 43 ? 8 : 7);
      assertThat(descriptor.schedulingParent())
          .isEqualTo(Hash.of(descriptor.bytes().slice(164, 196)));
    }
  }

  @Test
  void w33UnknownVersionsOfTheScenario() {
    for (int version : List.of(2, 255)) {
      CandidateDescriptor unknown = with(adder(), 36, version);
      assertThat(unknown.version()).isEqualTo(new DescriptorVersion.Unknown(version));
      assertThat(unknown.versionOldRules()).isEqualTo(unknown.version());
      assertThat(unknown.sessionIndex()).hasValue(7);
      assertThat(unknown.forValidation(true).sessionIndex()).isEmpty();
    }
  }

  @Test
  void w33TheVersion1VectorWithItsSixteenBytesZeroed() {
    CandidateDescriptor zeroed = zeroed(adderV1());
    expect(zeroed, V1, new DescriptorVersion.Unknown(0x90), INCONSISTENT, INCONSISTENT);
  }

  private static void expect(
      CandidateDescriptor descriptor,
      DescriptorVersion old,
      DescriptorVersion now,
      DescriptorAcceptance off,
      DescriptorAcceptance on) {
    assertThat(descriptor.versionOldRules()).isEqualTo(old);
    assertThat(descriptor.version()).isEqualTo(now);
    assertThat(descriptor.acceptance(false)).isEqualTo(off);
    assertThat(descriptor.acceptance(true)).isEqualTo(on);
  }

  private static int offset(long session, long schedulingSession) {
    return CandidateDescriptor.builder(new ParaId(1), RELAY_PARENT)
        .v3(new CoreIndex(0), session, SCHEDULING_PARENT, schedulingSession)
        .bytes()
        .at(43);
  }

  private static CandidateDescriptor clean() {
    return CandidateDescriptor.builder(new ParaId(1000), RELAY_PARENT).v2(new CoreIndex(123), 1);
  }

  private static CandidateDescriptor v3() {
    return CandidateDescriptor.builder(new ParaId(1000), RELAY_PARENT)
        .v3(new CoreIndex(123), 1, SCHEDULING_PARENT, 1);
  }

  private static CandidateDescriptor zero() {
    return new CandidateDescriptor(Bytes.wrap(new byte[CandidateDescriptor.LENGTH]));
  }

  private static CandidateDescriptor adder() {
    return AdderScenario.candidate().descriptor();
  }

  private static CandidateDescriptor adderV1() {
    return AdderScenario.descriptor().v1(AdderScenario.COLLATOR, AdderScenario.COLLATOR_SIGNATURE);
  }

  private static CandidateDescriptor with(CandidateDescriptor descriptor, int offset, int value) {
    byte[] raw = descriptor.bytes().toArray();
    raw[offset] = (byte) value;
    return new CandidateDescriptor(Bytes.wrap(raw));
  }

  private static CandidateDescriptor zeroed(CandidateDescriptor descriptor) {
    byte[] raw = descriptor.bytes().toArray();
    Arrays.fill(raw, 44, 60, (byte) 0);
    return new CandidateDescriptor(Bytes.wrap(raw));
  }
}
