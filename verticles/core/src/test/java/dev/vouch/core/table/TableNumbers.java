package dev.vouch.core.table;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.Signature;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Candidates and signatures that stand for numbers, and back. */
final class TableNumbers {
  private final Map<Integer, CommittedCandidateReceipt> receipts = new HashMap<>();
  private final Map<CandidateHash, Integer> numbers = new HashMap<>();
  private final Map<Integer, CandidateHash> hashes = new HashMap<>();

  CommittedCandidateReceipt receipt(int number) {
    return receipts.computeIfAbsent(number, TableNumbers::make);
  }

  CandidateHash hash(int number) {
    CandidateHash hash = hashes.computeIfAbsent(number, n -> receipt(n).hash());
    numbers.put(hash, number);
    return hash;
  }

  int number(CandidateHash hash) {
    return Optional.ofNullable(numbers.get(hash)).orElseThrow();
  }

  static Signature signature(int number) {
    return Signature.of(ByteBuffer.allocate(Signature.LENGTH).putInt(0, number).array());
  }

  static int number(Signature signature) {
    return ByteBuffer.wrap(signature.toArray()).getInt(0);
  }

  private static CommittedCandidateReceipt make(int number) {
    CandidateDescriptor descriptor =
        CandidateDescriptor.builder(new ParaId(number), Hash.ZERO).v2(new CoreIndex(0), 1);
    return new CommittedCandidateReceipt(
        descriptor,
        new CandidateCommitments(
            List.of(), List.of(), Optional.empty(), new HeadData(Bytes.EMPTY), 0, 0));
  }
}
