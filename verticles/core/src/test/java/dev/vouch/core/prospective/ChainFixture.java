package dev.vouch.core.prospective;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fixture F1 of neighbours spec 1.16.1: three relay blocks, single-byte heads, generous limits. */
final class ChainFixture {
  static final ParaId PARA = new ParaId(5);
  static final long MAX_POV = 1_000_000;
  static final ValidationCodeHash CODE = new ValidationCodeHash(TestHashes.filled(0x2a));
  static final RelayParentInfo X = block(0, 1);
  static final RelayParentInfo Y = block(1, 2);
  static final RelayParentInfo Z = block(2, 3);

  static final CandidateEntry A = candidate(X, "0a", "0b", 0);
  static final CandidateEntry B = candidate(Y, "0b", "0c", 1);
  static final CandidateEntry C = candidate(Z, "0c", "0d", 2);

  private ChainFixture() {}

  static RelayParentInfo block(long number, int hash) {
    return new RelayParentInfo(TestHashes.filled(hash), number, Hash.ZERO);
  }

  static HeadData head(String hex) {
    return new HeadData(Bytes.fromHex(hex));
  }

  /** X(rp, parent, head, w) of the fixture, backed, scheduled by its relay parent. */
  static CandidateEntry candidate(
      RelayParentInfo relayParent, String parent, String head, long watermark) {
    return candidate(relayParent, relayParent.hash(), parent, head, watermark);
  }

  static CandidateEntry candidate(
      RelayParentInfo relayParent,
      Hash schedulingParent,
      String parent,
      String head,
      long watermark) {
    PersistedValidationData pvd = pvd(relayParent, parent);
    CommittedCandidateReceipt receipt =
        receipt(relayParent.hash(), schedulingParent, pvd, head, watermark);
    return ((Checked.Ok<CandidateEntry>) CandidateEntry.of(receipt.hash(), receipt, pvd, true))
        .value();
  }

  static PersistedValidationData pvd(RelayParentInfo relayParent, String parent) {
    return new PersistedValidationData(
        head(parent), relayParent.number(), relayParent.storageRoot(), MAX_POV);
  }

  static CommittedCandidateReceipt receipt(
      Hash relayParent,
      Hash schedulingParent,
      PersistedValidationData pvd,
      String head,
      long watermark) {
    CandidateCommitments commitments =
        new CandidateCommitments(List.of(), List.of(), Optional.empty(), head(head), 1, watermark);
    var builder =
        CandidateDescriptor.builder(PARA, relayParent)
            .persistedValidationDataHash(pvd.hash())
            .povHash(TestHashes.filled(1))
            .erasureRoot(TestHashes.filled(1))
            .paraHead(head(head).hash())
            .validationCodeHash(CODE);
    CandidateDescriptor descriptor =
        relayParent.equals(schedulingParent)
            ? builder.v2(new CoreIndex(0), 0)
            : builder.v3(new CoreIndex(0), 0, schedulingParent, 0);
    return new CommittedCandidateReceipt(descriptor, commitments);
  }

  static CandidateEntry seconded(CandidateEntry entry) {
    return new CandidateEntry(
        entry.candidateHash(),
        entry.parentHeadHash(),
        entry.outputHeadHash(),
        entry.schedulingParent(),
        entry.relayParent(),
        entry.candidate(),
        false);
  }

  /** The constraints C(min, watermarks, parent) of the fixture. */
  static Constraints base(long min, List<Long> watermarks, String parent) {
    return new Constraints(
        min,
        1_000_000,
        1_000_000,
        20_480,
        10,
        1_000,
        10,
        Collections.nCopies(10, 0L),
        watermarks,
        new TreeMap<>(),
        0,
        head(parent),
        CODE,
        false,
        Optional.empty());
  }

  /** Leaf z with ancestors y and x. */
  static SchedulingScope scheduling() {
    return SchedulingScope.of(Z.hash(), 2, List.of(Y.hash(), X.hash()));
  }

  static Scope scope(int length, CandidateEntry... pending) {
    return scope(scheduling(), base(0, List.of(0L), "0a"), length, pending);
  }

  static Scope scope(
      SchedulingScope scheduling, Constraints base, int length, CandidateEntry... pending) {
    Map<CandidateHash, RelayParentInfo> inScope = new LinkedHashMap<>();
    for (CandidateEntry entry : pending) {
      inScope.put(entry.candidateHash(), entry.relayParent());
    }
    return Scope.of(scheduling, inScope, base, length - pending.length);
  }

  static CandidateStorage storage(CandidateEntry... entries) {
    CandidateStorage storage = new CandidateStorage();
    for (CandidateEntry entry : entries) {
      storage.merge(entry);
    }
    return storage;
  }

  /** "populate": a chain with this storage as the unconnected part of the one before. */
  static FragmentChain populate(Scope scope, CandidateEntry... entries) {
    CandidateEntry[] pending =
        java.util.Arrays.stream(entries)
            .filter(entry -> scope.isPending(entry.candidateHash()))
            .toArray(CandidateEntry[]::new);
    FragmentChain chain = FragmentChain.init(scope, storage(pending));
    chain.populateFromPrevious(FragmentChain.ofUnconnected(scope, storage(entries)));
    return chain;
  }
}
