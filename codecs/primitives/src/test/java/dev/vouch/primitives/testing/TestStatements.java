package dev.vouch.primitives.testing;

import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedFullStatement;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.Statement;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Statements with signatures that verify, and candidates backed by them. */
public final class TestStatements {
  /** Makes the same signature every time; only tests may. */
  public static final RandomSource ZEROES = out -> Arrays.fill(out, (byte) 0);

  private TestStatements() {}

  /** Signs a statement as validator {@code index}. */
  public static SignedFullStatementWithPvd sign(
      Sr25519KeyPair key,
      RandomSource random,
      int index,
      StatementWithPvd statement,
      SigningContext context) {
    Signature signature = key.sign(statement.compact().signingPayload(context), random);
    return new SignedFullStatementWithPvd(statement, new ValidatorIndex(index), signature);
  }

  /** Signs a full statement, as collators are told, as validator {@code index}. */
  public static SignedFullStatement full(
      DevAccount account, int index, Statement statement, SigningContext context) {
    SignedStatement compact = compact(account, index, statement.compact(), context);
    return new SignedFullStatement(statement, compact.validator(), compact.signature());
  }

  /** Signs a compact statement, as peers are told, as validator {@code index}. */
  public static SignedStatement compact(
      DevAccount account, int index, CompactStatement statement, SigningContext context) {
    try (Sr25519KeyPair key = account.keyPair()) {
      Signature signature = key.sign(statement.signingPayload(context), ZEROES);
      return new SignedStatement(statement, new ValidatorIndex(index), signature);
    }
  }

  /**
   * The candidate backed by the whole group: the first member proposed it, the others call it
   * valid.
   */
  public static BackedCandidate backed(
      TestCandidate candidate, List<DevAccount> group, CoreIndex core) {
    List<ValidityAttestation> votes = new ArrayList<>();
    SigningContext context = candidate.signingContext();
    for (int i = 0; i < group.size(); i++) {
      CompactStatement statement =
          i == 0
              ? new CompactStatement.Seconded(candidate.hash())
              : new CompactStatement.Valid(candidate.hash());
      Signature signature = compact(group.get(i), i, statement, context).signature();
      votes.add(
          i == 0
              ? new ValidityAttestation.Implicit(signature)
              : new ValidityAttestation.Explicit(signature));
    }
    return BackedCandidate.build(
        candidate.committed(), votes, BitList.of("1".repeat(group.size())), core);
  }
}
