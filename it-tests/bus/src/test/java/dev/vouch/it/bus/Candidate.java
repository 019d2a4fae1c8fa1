package dev.vouch.it.bus;

import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateBackingMessage.Second;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateDescriptorBuilder;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.scale.ScaleException;

/**
 * A candidate with everything that a collator has of it.
 *
 * @param pov SCALE(PoV)
 * @param code as on chain
 */
record Candidate(CandidateReceipt receipt, PersistedValidationData pvd, Bytes pov, Bytes code) {
  /** The only core of the chains of these tests. */
  private static final CoreIndex CORE = new CoreIndex(0);

  /** Which descriptor a candidate gets. */
  enum Version {
    V1,
    V2,
    /** With the leaf as scheduling parent, and its parent as relay parent. */
    V3
  }

  /** The next block of the para on the chain's head, for the chain's leaf. */
  static Candidate next(HostApp host, ParaId para, TestPara kind, Version version) {
    RelayBlock leaf = host.best();
    Hash relayParent = version == Version.V3 ? leaf.parent() : leaf.hash();
    PersistedValidationData pvd = host.validationData(relayParent, para);
    ParaBlock block = kind.blockOn(pvd.parentHead());
    return of(host, para, kind.code(), Bytes.wrap(block.blockData()), block, version, leaf, pvd);
  }

  /** A candidate on the para's genesis head, wherever the chain's para stands. */
  static Candidate first(HostApp host, ParaId para, TestPara kind) {
    Bytes blockData = Bytes.wrap(kind.blockOn(kind.genesisHead()).blockData());
    return first(host, para, kind, kind.code(), blockData);
  }

  /** The same with a code and block data of one's own: what it promises does not change. */
  static Candidate first(HostApp host, ParaId para, TestPara kind, Bytes code, Bytes blockData) {
    RelayBlock leaf = host.best();
    PersistedValidationData own = host.validationData(leaf.hash(), para);
    PersistedValidationData pvd =
        new PersistedValidationData(
            kind.genesisHead(),
            own.relayParentNumber(),
            own.relayParentStorageRoot(),
            own.maxPovSize());
    ParaBlock block = kind.blockOn(kind.genesisHead());
    return of(host, para, code, blockData, block, Version.V2, leaf, pvd);
  }

  private static Candidate of(
      HostApp host,
      ParaId para,
      Bytes code,
      Bytes blockData,
      ParaBlock promised,
      Version version,
      RelayBlock leaf,
      PersistedValidationData pvd) {
    PoV pov = new PoV(blockData);
    CandidateCommitments commitments = commitments(promised, pvd);
    Hash relayParent = version == Version.V3 ? leaf.parent() : leaf.hash();
    CandidateDescriptorBuilder builder =
        CandidateDescriptor.builder(para, relayParent)
            .persistedValidationDataHash(pvd.hash())
            .povHash(pov.hash())
            .erasureRoot(erasureRoot(new AvailableData(pov, pvd), host.validators()))
            .paraHead(commitments.headData().hash())
            .validationCodeHash(new ValidationCodeHash(Hash.blake2b256(code)));
    CandidateDescriptor descriptor =
        switch (version) {
          case V1 -> builder.v1(COLLATOR, COLLATORS_SIGNATURE);
          case V2 -> builder.v2(CORE, leaf.session());
          case V3 -> builder.v3(CORE, leaf.session(), leaf.hash(), leaf.session());
        };
    return new Candidate(
        new CandidateReceipt(descriptor, commitments.hash()),
        pvd,
        PoV.CODEC.encodeToBytes(pov),
        code);
  }

  /** Nobody checks them any more; they only must not be zero. */
  private static final PublicKey COLLATOR = PublicKey.fromHex("c0".repeat(PublicKey.LENGTH));

  private static final Signature COLLATORS_SIGNATURE =
      Signature.fromHex("51".repeat(Signature.LENGTH));

  private static CandidateCommitments commitments(ParaBlock block, PersistedValidationData pvd) {
    try {
      return CandidateCommitments.CODEC.decodeAll(
          Bytes.wrap(block.commitments(Math.toIntExact(pvd.relayParentNumber()))));
    } catch (ScaleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Hash erasureRoot(AvailableData data, int validators) {
    try {
      return ErasureRoot.of(validators, data);
    } catch (ErasureException e) {
      throw new IllegalStateException(e);
    }
  }

  CandidateHash hash() {
    return receipt.hash();
  }

  Hash schedulingParent() {
    return receipt.descriptor().schedulingParent();
  }

  BlobRef povRef() {
    return ref(pov);
  }

  static BlobRef ref(Bytes blob) {
    return new BlobRef(Hash.blake2b256(blob), blob.length());
  }

  Second second() {
    return new Second(schedulingParent(), receipt, pvd, povRef());
  }

  /** Asks for a verdict as backing would. */
  ValidateFromExhaustive validate(long session) {
    return new ValidateFromExhaustive(
        pvd, ref(code), receipt, povRef(), session, new PvfExecKind.Backing(schedulingParent()));
  }
}
