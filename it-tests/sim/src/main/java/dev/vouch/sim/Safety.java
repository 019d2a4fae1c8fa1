package dev.vouch.sim;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidityAttestation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What must hold at every step: no honest key signs two conflicting statements, nothing is included
 * without its quorum of statements that were really signed, no verdict changes.
 */
final class Safety {
  private final Map<Vote, CompactStatement> signed = new HashMap<>();
  private final Set<Signature> signatures = new HashSet<>();
  private final Map<CandidateHash, Verdict> verdicts = new LinkedHashMap<>();
  private final Set<CandidateHash> wrong = new HashSet<>();
  private int statements;

  private record Vote(PublicKey key, SigningContext context, CandidateHash candidate) {}

  private enum Verdict {
    VALID,
    INVALID
  }

  /** A signature left a validator's signer. */
  void signed(
      PublicKey key, SigningContext context, CompactStatement statement, Signature signature) {
    CompactStatement before =
        signed.putIfAbsent(new Vote(key, context, statement.candidateHash()), statement);
    if (before != null && !before.equals(statement)) {
      throw new AssertionError(
          key + " signed " + before + " and " + statement + " under " + context);
    }
    signatures.add(signature);
    statements++;
  }

  /** A collation that every honest node must find invalid. */
  void isWrong(CandidateHash candidate) {
    wrong.add(candidate);
  }

  void explained(Explanation explanation) {
    switch (explanation.step()) {
      case VALID -> explanation.candidate().ifPresent(c -> judged(c, Verdict.VALID));
      case INVALID -> explanation.candidate().ifPresent(c -> judged(c, Verdict.INVALID));
      default -> {}
    }
  }

  private void judged(CandidateHash candidate, Verdict verdict) {
    Verdict before = verdicts.putIfAbsent(candidate, verdict);
    if (before != null && before != verdict) {
      throw new AssertionError("the verdict on " + candidate + " changed to " + verdict);
    }
    if (verdict == Verdict.VALID && wrong.contains(candidate)) {
      throw new AssertionError("an invalid candidate was found valid: " + candidate);
    }
    if (verdict == Verdict.INVALID && !wrong.contains(candidate)) {
      throw new AssertionError("an honest candidate was found invalid: " + candidate);
    }
  }

  /** A block was made: each candidate has at least the votes that the configuration asks for. */
  void included(RelayBlock block, int minimumVotes) {
    for (BackedCandidate backed : block.inherent()) {
      if (wrong.contains(backed.candidate().hash())) {
        throw new AssertionError("block " + block.number() + " includes an invalid candidate");
      }
      BitList voters = backed.groupBits();
      int needed = Math.min(voters.length(), minimumVotes);
      long real =
          backed.validityVotes().stream()
              .map(ValidityAttestation::signature)
              .filter(signatures::contains)
              .distinct()
              .count();
      if (real < needed || real != voters.count()) {
        throw new AssertionError(
            "block " + block.number() + " includes a candidate with " + real + " real votes");
      }
    }
  }

  int statements() {
    return statements;
  }

  int candidatesJudged() {
    return verdicts.size();
  }
}
