package dev.vouch.primitives.testing;

import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidatorIndex;

/** Statements with signatures that verify. */
public final class TestStatements {
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
}
