package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The descriptor of a candidate: 292 raw bytes that versions 1, 2 and 3 read differently (wire
 * 2.4). The bytes are kept as they came, so that hashes agree. Accessors follow the new version
 * rules (DV-2, DV-4); {@link #forValidation} gives those that validation must use (DV-5).
 */
public record CandidateDescriptor(Bytes bytes) {
  /** Bytes of every descriptor. */
  public static final int LENGTH = 292;

  /** The raw bytes. */
  public static final Codec<CandidateDescriptor> CODEC =
      Codec.of(
          "CandidateDescriptor",
          (v, out) -> out.raw(v.bytes),
          in -> new CandidateDescriptor(Bytes.wrap(in.raw(LENGTH))));

  static final int VERSION_AT = 36;
  static final int CORE_AT = 37;
  static final int SESSION_AT = 39;
  static final int SESSION_OFFSET_AT = 43;
  static final int RESERVED_AT = 44;
  static final int RESERVED_NEW_RULES_END = 60;
  static final int PVD_HASH_AT = 68;
  static final int SCHEDULING_PARENT_AT = 164;
  static final int PARA_HEAD_AT = 228;

  /** Takes exactly {@link #LENGTH} bytes. */
  public CandidateDescriptor {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException(
          "a descriptor has " + LENGTH + " bytes, not " + bytes.length());
    }
  }

  /** The para. */
  public ParaId paraId() {
    return new ParaId((int) littleEndian(0, 4));
  }

  /** The relay parent: the execution context. */
  public Hash relayParent() {
    return hashAt(4);
  }

  /** Version by the new rules (DV-2). */
  public DescriptorVersion version() {
    if (!isZero(RESERVED_AT, RESERVED_NEW_RULES_END)) {
      return new DescriptorVersion.V1();
    }
    return switch (versionByte()) {
      case 0 -> new DescriptorVersion.V2();
      case 1 -> new DescriptorVersion.V3();
      default -> new DescriptorVersion.Unknown(versionByte());
    };
  }

  /** Version by the old rules (DV-1), which never say V3. */
  public DescriptorVersion versionOldRules() {
    if (!isZero(SESSION_OFFSET_AT, PVD_HASH_AT) || !isZero(SCHEDULING_PARENT_AT, PARA_HEAD_AT)) {
      return new DescriptorVersion.V1();
    }
    return versionByte() == 0
        ? new DescriptorVersion.V2()
        : new DescriptorVersion.Unknown(versionByte());
  }

  /** The acceptance test of backing and inclusion (DV-3). */
  public DescriptorAcceptance acceptance(boolean v3Enabled) {
    DescriptorVersion version = version();
    boolean v3 = version instanceof DescriptorVersion.V3;
    if (!version.equals(versionOldRules()) && !(v3 && v3Enabled)) {
      return DescriptorAcceptance.INCONSISTENCY;
    }
    return v3 && !v3Enabled ? DescriptorAcceptance.V3_NOT_ENABLED : DescriptorAcceptance.ACCEPTED;
  }

  /** The scheduling parent: the relay parent but for V3 (DV-4). */
  public Hash schedulingParent() {
    return schedulingParent(version());
  }

  /** Session of the scheduling parent; absent for V1 and unknown versions (DV-4). */
  public OptionalLong schedulingSession() {
    return schedulingSession(version());
  }

  /** Session of the relay parent; absent for V1 only (DV-4). */
  public OptionalLong sessionIndex() {
    return isV1() ? OptionalLong.empty() : OptionalLong.of(rawSessionIndex());
  }

  /** The core; absent for V1 only (DV-4). */
  public Optional<CoreIndex> coreIndex() {
    return isV1() ? Optional.empty() : Optional.of(new CoreIndex(rawCoreIndex()));
  }

  /** What validation reads, given whether V3 was ever seen enabled (DV-5). */
  public ValidationView forValidation(boolean v3Seen) {
    DescriptorVersion version = v3Seen ? version() : versionOldRules();
    boolean hasSession =
        version instanceof DescriptorVersion.V2 || version instanceof DescriptorVersion.V3;
    return new ValidationView(
        version,
        schedulingParent(version),
        schedulingSession(version),
        hasSession ? OptionalLong.of(rawSessionIndex()) : OptionalLong.empty());
  }

  /** What validation reads of a descriptor (DV-5). */
  public record ValidationView(
      DescriptorVersion version,
      Hash schedulingParent,
      OptionalLong schedulingSession,
      OptionalLong sessionIndex) {}

  /** The 16 bits at the place of the core index, whatever the version. */
  public int rawCoreIndex() {
    return (int) littleEndian(CORE_AT, 2);
  }

  /** The 32 bits at the place of the session index, whatever the version. */
  public long rawSessionIndex() {
    return littleEndian(SESSION_AT, 4);
  }

  /** The byte at the place of the version, whatever the version. */
  public int versionByte() {
    return bytes.at(VERSION_AT);
  }

  /** Hash of the persisted validation data. */
  public Hash persistedValidationDataHash() {
    return hashAt(PVD_HASH_AT);
  }

  /** Hash of the encoded PoV. */
  public Hash povHash() {
    return hashAt(100);
  }

  /** Root of the trie of erasure chunks. */
  public Hash erasureRoot() {
    return hashAt(132);
  }

  /** Hash of the new head data. */
  public Hash paraHead() {
    return hashAt(PARA_HEAD_AT);
  }

  /** Hash of the validation code. */
  public ValidationCodeHash validationCodeHash() {
    return new ValidationCodeHash(hashAt(260));
  }

  /** Starts a descriptor; every hash is zero until set. */
  public static CandidateDescriptorBuilder builder(ParaId para, Hash relayParent) {
    return new CandidateDescriptorBuilder(para, relayParent);
  }

  private boolean isV1() {
    return version() instanceof DescriptorVersion.V1;
  }

  private Hash schedulingParent(DescriptorVersion version) {
    return version instanceof DescriptorVersion.V3 ? hashAt(SCHEDULING_PARENT_AT) : relayParent();
  }

  private OptionalLong schedulingSession(DescriptorVersion version) {
    return switch (version) {
      case DescriptorVersion.V1() -> OptionalLong.empty();
      case DescriptorVersion.Unknown unknown -> OptionalLong.empty();
      case DescriptorVersion.V2() -> OptionalLong.of(rawSessionIndex());
      case DescriptorVersion.V3() ->
          OptionalLong.of(Math.min(U32.MAX, rawSessionIndex() + bytes.at(SESSION_OFFSET_AT)));
    };
  }

  private Hash hashAt(int offset) {
    return Hash.of(bytes.slice(offset, offset + Hash.LENGTH));
  }

  private long littleEndian(int offset, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | bytes.at(offset + i);
    }
    return value;
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes.at(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
