package dev.vouch.primitives.testing;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateDescriptorBuilder;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.OutboundHrmpMessage;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.UmpSignal;
import dev.vouch.primitives.ValidationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes {@link TestCandidate}s. Version 2 unless {@link #v1} or {@link #v3} is called. */
public final class TestCandidateBuilder {
  private ParaId para = new ParaId(2000);
  private Hash relayParent = TestHashes.filled(0x11);
  private long relayParentNumber = 100;
  private Hash storageRoot = TestHashes.filled(0x22);
  private CoreIndex core = new CoreIndex(0);
  private long session = 7;
  private long maxPovSize = 5_242_880;
  private HeadData parentHead = new HeadData(Bytes.fromHex("00"));
  private HeadData newHead = new HeadData(Bytes.fromHex("01"));
  private PoV pov = new PoV(Bytes.fromHex("00000000000000000200000000000000"));
  private ValidationCode code = new ValidationCode(Bytes.fromHex("0061736d01000000ff"));
  private Hash erasureRoot = TestHashes.filled(0x44);
  private List<Bytes> upwardMessages = List.of();
  private List<OutboundHrmpMessage> horizontalMessages = List.of();
  private long processedDownwardMessages = 0;
  private Optional<Bytes> newCode = Optional.empty();
  private Finish finish = (b, core, session) -> b.v2(core, session);
  private Optional<SigningContext> scheduling = Optional.empty();

  TestCandidateBuilder() {}

  @FunctionalInterface
  private interface Finish {
    CandidateDescriptor apply(CandidateDescriptorBuilder builder, CoreIndex core, long session);
  }

  /** The para; 2000 unless set. */
  public TestCandidateBuilder para(ParaId value) {
    para = value;
    return this;
  }

  /** The relay parent; 11 repeated unless set. */
  public TestCandidateBuilder relayParent(Hash value) {
    relayParent = value;
    return this;
  }

  /** Number of the relay parent; 100 unless set. */
  public TestCandidateBuilder relayParentNumber(long value) {
    relayParentNumber = value;
    return this;
  }

  /** Storage root of the relay parent; 22 repeated unless set. */
  public TestCandidateBuilder storageRoot(Hash value) {
    storageRoot = value;
    return this;
  }

  /** The core; 0 unless set. */
  public TestCandidateBuilder core(CoreIndex value) {
    core = value;
    return this;
  }

  /** Session of the relay parent; 7 unless set. */
  public TestCandidateBuilder session(long value) {
    session = value;
    return this;
  }

  /** Most bytes of the encoded PoV; 5 MiB unless set. */
  public TestCandidateBuilder maxPovSize(long value) {
    maxPovSize = value;
    return this;
  }

  /** The head before; 00 unless set. */
  public TestCandidateBuilder parentHead(HeadData value) {
    parentHead = value;
    return this;
  }

  /** The head after; 01 unless set. */
  public TestCandidateBuilder newHead(HeadData value) {
    newHead = value;
    return this;
  }

  /** The PoV; sixteen bytes unless set. */
  public TestCandidateBuilder pov(PoV value) {
    pov = value;
    return this;
  }

  /** The code; nine bytes that are no module unless set. */
  public TestCandidateBuilder code(ValidationCode value) {
    code = value;
    return this;
  }

  /** The erasure root; 44 repeated unless set. */
  public TestCandidateBuilder erasureRoot(Hash value) {
    erasureRoot = value;
    return this;
  }

  /** Upward messages, signals included; none unless set. */
  public TestCandidateBuilder upwardMessages(List<Bytes> value) {
    upwardMessages = value;
    return this;
  }

  /** Messages to other paras; none unless set. */
  public TestCandidateBuilder horizontalMessages(List<OutboundHrmpMessage> value) {
    horizontalMessages = value;
    return this;
  }

  /** Downward messages that the candidate took; 0 unless set. */
  public TestCandidateBuilder processedDownwardMessages(long value) {
    processedDownwardMessages = value;
    return this;
  }

  /** The para by number. */
  public TestCandidateBuilder para(int id) {
    return para(new ParaId(id));
  }

  /** The core by number. */
  public TestCandidateBuilder core(int index) {
    return core(new CoreIndex(index));
  }

  /** New code that the para wants. */
  public TestCandidateBuilder newCode(Bytes value) {
    newCode = Optional.of(value);
    return this;
  }

  /** Puts the separator and these signals behind the upward messages. */
  public TestCandidateBuilder signals(UmpSignal... signals) {
    List<Bytes> messages = new ArrayList<>(upwardMessages);
    messages.add(Bytes.EMPTY);
    for (UmpSignal signal : signals) {
      messages.add(UmpSignal.CODEC.encodeToBytes(signal));
    }
    upwardMessages = messages;
    return this;
  }

  /** A version 1 descriptor, with a collator that is not all zero. */
  public TestCandidateBuilder v1() {
    PublicKey collator = PublicKey.of(TestHashes.filled(0x33).bytes());
    Signature signature = TestHashes.signature(0x33);
    finish = (b, anyCore, anySession) -> b.v1(collator, signature);
    return this;
  }

  /** A version 3 descriptor; it needs a signal to be valid. */
  public TestCandidateBuilder v3(Hash schedulingParent, long schedulingSession) {
    finish = (b, c, s) -> b.v3(c, s, schedulingParent, schedulingSession);
    scheduling = Optional.of(new SigningContext(schedulingSession, schedulingParent));
    return this;
  }

  /** The candidate. */
  public TestCandidate build() {
    PersistedValidationData pvd =
        new PersistedValidationData(parentHead, relayParentNumber, storageRoot, maxPovSize);
    CandidateCommitments commitments =
        new CandidateCommitments(
            upwardMessages,
            horizontalMessages,
            newCode,
            newHead,
            processedDownwardMessages,
            relayParentNumber);
    CandidateDescriptorBuilder descriptor =
        CandidateDescriptor.builder(para, relayParent)
            .persistedValidationDataHash(pvd.hash())
            .povHash(pov.hash())
            .erasureRoot(erasureRoot)
            .paraHead(newHead.hash())
            .validationCodeHash(code.hash());
    return new TestCandidate(
        new CommittedCandidateReceipt(finish.apply(descriptor, core, session), commitments),
        pvd,
        pov,
        code,
        scheduling.orElse(new SigningContext(session, relayParent)));
  }
}
