package dev.vouch.primitives;

import dev.vouch.scale.ScaleWriter;

/** Builds candidate descriptors of version 1, 2 or 3 (wire 2.4). For one thread. */
public final class CandidateDescriptorBuilder {
  private static final int MAX_SESSION_OFFSET = 255;

  private final ParaId para;
  private final Hash relayParent;
  private Hash persistedValidationDataHash = Hash.ZERO;
  private Hash povHash = Hash.ZERO;
  private Hash erasureRoot = Hash.ZERO;
  private Hash paraHead = Hash.ZERO;
  private ValidationCodeHash validationCodeHash = new ValidationCodeHash(Hash.ZERO);

  CandidateDescriptorBuilder(ParaId para, Hash relayParent) {
    this.para = para;
    this.relayParent = relayParent;
  }

  /** Hash of the persisted validation data. */
  public CandidateDescriptorBuilder persistedValidationDataHash(Hash hash) {
    persistedValidationDataHash = hash;
    return this;
  }

  /** Hash of the encoded PoV. */
  public CandidateDescriptorBuilder povHash(Hash hash) {
    povHash = hash;
    return this;
  }

  /** Root of the trie of erasure chunks. */
  public CandidateDescriptorBuilder erasureRoot(Hash root) {
    erasureRoot = root;
    return this;
  }

  /** Hash of the new head data. */
  public CandidateDescriptorBuilder paraHead(Hash hash) {
    paraHead = hash;
    return this;
  }

  /** Hash of the validation code. */
  public CandidateDescriptorBuilder validationCodeHash(ValidationCodeHash hash) {
    validationCodeHash = hash;
    return this;
  }

  /** A version 1 descriptor. With collator and signature all zero it reads as V2. */
  public CandidateDescriptor v1(PublicKey collator, Signature signature) {
    return build(collator.bytes(), signature.bytes());
  }

  /** A version 2 descriptor; of the core index the low 16 bits are kept. */
  public CandidateDescriptor v2(CoreIndex core, long sessionIndex) {
    ScaleWriter head = new ScaleWriter();
    head.u8(0).u16(core.value() & 0xffff).u32(sessionIndex).raw(new byte[25]);
    return build(head.toBytes(), Bytes.wrap(new byte[Signature.LENGTH]));
  }

  /**
   * A version 3 descriptor; of the core index the low 16 bits are kept. A scheduling session before
   * {@code sessionIndex} is stored as the same session; one that is more than 255 later cannot be
   * expressed and is refused.
   */
  public CandidateDescriptor v3(
      CoreIndex core, long sessionIndex, Hash schedulingParent, long schedulingSession) {
    long offset = U32.minus(schedulingSession, sessionIndex);
    if (offset > MAX_SESSION_OFFSET) {
      throw new IllegalArgumentException(
          "the scheduling session is " + offset + " later, at most " + MAX_SESSION_OFFSET);
    }
    ScaleWriter head = new ScaleWriter();
    head.u8(1).u16(core.value() & 0xffff).u32(sessionIndex).u8((int) offset).raw(new byte[24]);
    return build(
        head.toBytes(), Bytes.concat(schedulingParent.bytes(), Bytes.wrap(new byte[Hash.LENGTH])));
  }

  private CandidateDescriptor build(Bytes collatorPlace, Bytes signaturePlace) {
    ScaleWriter out = new ScaleWriter(CandidateDescriptor.LENGTH);
    out.u32(para.value()).raw(relayParent.bytes()).raw(collatorPlace);
    out.raw(persistedValidationDataHash.bytes()).raw(povHash.bytes()).raw(erasureRoot.bytes());
    out.raw(signaturePlace).raw(paraHead.bytes()).raw(validationCodeHash.value().bytes());
    return new CandidateDescriptor(out.toBytes());
  }
}
