package dev.vouch.primitives;

/**
 * A full statement with validation data under a signature that covers its compact form; internal,
 * never encoded (wire 2.8).
 */
public record SignedFullStatementWithPvd(
    StatementWithPvd statement, ValidatorIndex validator, Signature signature) {
  /** The compact statement under the same signature. */
  public SignedStatement toCompact() {
    return new SignedStatement(statement.compact(), validator, signature);
  }

  /** The full statement without validation data under the same signature. */
  public SignedFullStatement withoutPvd() {
    return new SignedFullStatement(statement.withoutPvd(), validator, signature);
  }
}
