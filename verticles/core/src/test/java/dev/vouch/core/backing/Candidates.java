package dev.vouch.core.backing;

import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateDescriptorBuilder;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidationCode;
import dev.vouch.primitives.ValidatorIndex;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A candidate of the catalogue's fixture, and the messages about it. */
record Candidates(CommittedCandidateReceipt committed, PersistedValidationData pvd, BlobRef pov) {
  static final BlobRef CODE =
      new BlobRef(new ValidationCode(Bytes.fromHex("010203")).hash().value(), 3);

  /** A version 2 candidate on core 0 in session 1; {@code variant} makes it another one. */
  static Candidates of(int para, Hash schedulingParent, int variant) {
    return of(para, schedulingParent, variant, (builder, core) -> builder.v2(core, 1));
  }

  static Candidates of(
      int para,
      Hash relayParent,
      int variant,
      BiFunction<CandidateDescriptorBuilder, CoreIndex, CandidateDescriptor> version) {
    PersistedValidationData pvd =
        new PersistedValidationData(new HeadData(Bytes.fromHex("070809")), 0, Hash.ZERO, 1024);
    PoV pov = new PoV(Bytes.copyOf(new byte[] {42, 43, 44, (byte) variant}));
    HeadData head = new HeadData(Bytes.copyOf(new byte[] {4, 5, 6, (byte) variant}));
    CandidateDescriptorBuilder builder =
        CandidateDescriptor.builder(new ParaId(para), relayParent)
            .persistedValidationDataHash(pvd.hash())
            .povHash(pov.hash())
            .paraHead(head.hash())
            .validationCodeHash(new ValidationCode(Bytes.fromHex("010203")).hash());
    CandidateCommitments commitments =
        new CandidateCommitments(List.of(), List.of(), Optional.empty(), head, 0, 0);
    return new Candidates(
        new CommittedCandidateReceipt(version.apply(builder, new CoreIndex(0)), commitments),
        pvd,
        new BlobRef(pov.hash(), pov.encodedLength()));
  }

  CandidateReceipt receipt() {
    return committed.toPlain();
  }

  CandidateHash hash() {
    return committed.hash();
  }

  Hash schedulingParent() {
    return committed.descriptor().schedulingParent();
  }

  CandidateBackingMessage.Second second() {
    return new CandidateBackingMessage.Second(schedulingParent(), receipt(), pvd, pov);
  }

  Verdict.Valid valid() {
    return new Verdict.Valid(committed.commitments(), pvd);
  }

  CandidateBackingMessage.Statement secondedBy(int validator) {
    return secondedBy(validator, 1);
  }

  CandidateBackingMessage.Statement secondedBy(int validator, int nonce) {
    return signed(new StatementWithPvd.Seconded(committed, pvd), validator, nonce);
  }

  CandidateBackingMessage.Statement validBy(int validator) {
    return signed(new StatementWithPvd.Valid(hash()), validator, 1);
  }

  private CandidateBackingMessage.Statement signed(
      StatementWithPvd statement, int validator, int nonce) {
    return new CandidateBackingMessage.Statement(
        schedulingParent(),
        new SignedFullStatementWithPvd(
            statement, new ValidatorIndex(validator), signature(validator, nonce)));
  }

  static Signature signature(int validator, int nonce) {
    return Signature.of(
        ByteBuffer.allocate(Signature.LENGTH).putInt(0, validator).putInt(4, nonce).array());
  }
}
