package dev.vouch.messages;

/** Why a request has no answer. Always local: it never says anything about a candidate. */
public record Failure(Kind kind, String reason) {
  /** The failure codes of every address. */
  public enum Kind {
    /** The responder dropped the request without an answer. */
    CANCELLED(1),
    /** No answer within the request's time limit. */
    TIMEOUT(2),
    /** Nobody serves this request here. */
    NO_HANDLER(3),
    /** The runtime of that block does not know this call. */
    NOT_SUPPORTED(4),
    /** The responder tried and failed. */
    EXECUTION(5),
    /** What was asked for is not here (any more). */
    UNAVAILABLE(6),
    /** The responder's bounded queue is full. */
    OVERLOADED(7),
    /** The request is malformed or not allowed. */
    BAD_REQUEST(8);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The failure code on the event bus; stable. */
    public int code() {
      return code;
    }

    /** The kind of a bus failure code; {@link #EXECUTION} for codes that are not ours. */
    public static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return EXECUTION;
    }
  }
}
