package dev.vouch.core.bridge;

/** What a peer earns or pays for what it did (backing spec 4.17). */
enum ReputationChange {
  UNEXPECTED_STATEMENT_MISSING_KNOWLEDGE(Level.COST_MINOR, "statement about an unknown block"),
  UNEXPECTED_STATEMENT_VALIDATOR_NOT_FOUND(Level.COST_MINOR, "statement of an unknown validator"),
  UNEXPECTED_STATEMENT_INVALID_SENDER(
      Level.COST_MINOR, "statement from a peer that is no validator"),
  UNEXPECTED_STATEMENT_BAD_ADVERTISE(Level.COST_MINOR, "statement contradicts the candidate"),
  UNEXPECTED_STATEMENT_CLUSTER_REJECTED(Level.COST_MINOR, "statement sent twice or out of bounds"),
  EXCESSIVE_SECONDED(Level.COST_MINOR, "excessive Seconded"),
  DISABLED_VALIDATOR(Level.COST_MINOR, "statement of a disabled validator"),
  MALFORMED_MESSAGE(Level.COST_MAJOR, "message does not decode within its limits"),
  MALFORMED_VIEW(Level.COST_MAJOR, "malformed view"),
  EMPTY_VIEW(Level.COST_MINOR, "empty view"),
  INVALID_SIGNATURE(Level.COST_MAJOR, "invalid signature on a statement"),
  IMPROPERLY_DECODED_RESPONSE(Level.COST_MAJOR, "response does not decode"),
  INVALID_RESPONSE(Level.COST_MAJOR, "response does not fit the request"),
  INVALID_UMP_SIGNALS(Level.COST_MAJOR, "response with wrong UMP signals"),
  INVALID_SESSION_INDEX(Level.COST_MAJOR, "response with a wrong session"),
  UNREQUESTED_RESPONSE_STATEMENT(Level.COST_MAJOR, "statement that was not asked for"),
  INVALID_REQUEST(Level.COST_MAJOR, "request does not decode"),
  INVALID_REQUEST_BITFIELD_SIZE(Level.COST_MAJOR, "request mask of a wrong size"),
  UNEXPECTED_REQUEST(Level.COST_MAJOR, "request from a peer that is no validator"),
  VALID_RESPONSE(Level.BENEFIT_MAJOR, "valid response"),
  VALID_STATEMENT(Level.BENEFIT_MAJOR, "valid statement"),
  VALID_STATEMENT_FIRST(Level.BENEFIT_MAJOR_FIRST, "valid statement, first seen");

  private enum Level {
    COST_MINOR(-100_000),
    COST_MAJOR(-300_000),
    BENEFIT_MAJOR(200_000),
    BENEFIT_MAJOR_FIRST(300_000);

    private final int value;

    Level(int value) {
      this.value = value;
    }
  }

  private final Level level;
  private final String text;

  ReputationChange(Level level, String text) {
    this.level = level;
    this.text = text;
  }

  int value() {
    return level.value;
  }

  /** One line for people. */
  String text() {
    return text;
  }
}
