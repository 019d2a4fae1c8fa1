package dev.vouch.devnet.collator;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateDescriptorBuilder;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.scale.ScaleException;

/** Builds collations with V2 descriptors for one para (neighbours spec 4.3, 4.4). */
public final class Collator {
  private final ParaId para;
  private final TestPara kind;
  private final ValidationCodeHash codeHash;
  private final ErasureRoots erasureRoots;

  /** The erasure root of a candidate's data for a number of validators (wire spec 6). */
  @FunctionalInterface
  public interface ErasureRoots {
    Hash root(AvailableData data, int validators);
  }

  /** Where a candidate is scheduled. */
  public record Slot(Hash relayParent, CoreIndex core, long session, int validators) {}

  public Collator(ParaId para, TestPara kind, ErasureRoots erasureRoots) {
    this.para = para;
    this.kind = kind;
    this.codeHash = new ValidationCodeHash(Hash.of(Hashes.blake2b256(kind.code().toArray())));
    this.erasureRoots = erasureRoots;
  }

  public ParaId para() {
    return para;
  }

  /** The collation of the next block on the PVD's parent head. */
  public Collation collate(PersistedValidationData pvd, Slot slot) {
    ParaBlock block = kind.blockOn(pvd.parentHead());
    Bytes blockData = Bytes.wrap(block.blockData());
    PoV pov = new PoV(blockData);
    CandidateCommitments commitments =
        decode(block.commitments(Math.toIntExact(pvd.relayParentNumber())));
    HeadData head = commitments.headData();
    CandidateDescriptorBuilder builder =
        CandidateDescriptor.builder(para, slot.relayParent())
            .persistedValidationDataHash(pvd.hash())
            .povHash(pov.hash())
            .erasureRoot(erasureRoots.root(new AvailableData(pov, pvd), slot.validators()))
            .paraHead(head.hash())
            .validationCodeHash(codeHash);
    CandidateDescriptor descriptor = builder.v2(slot.core(), slot.session());
    return new Collation(
        new CandidateReceipt(descriptor, commitments.hash()), pvd, PoV.CODEC.encodeToBytes(pov));
  }

  private static CandidateCommitments decode(byte[] encoded) {
    try {
      return CandidateCommitments.CODEC.decodeAll(Bytes.wrap(encoded));
    } catch (ScaleException e) {
      throw new IllegalStateException("our own collator's commitments do not decode", e);
    }
  }
}
