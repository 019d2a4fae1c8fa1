package dev.vouch.bus;

import dev.vouch.messages.Failure;
import io.vertx.core.eventbus.ReplyException;

/** Failures as the bus carries them: a code of {@link Failure.Kind} and a reason for people. */
public final class Failures {
  /** A reason is one line for people; a hostile member must not fill logs with it. */
  static final int MAX_REASON_CHARS = 1_000;

  private Failures() {}

  /** What a failed future of the bus means. */
  public static Failure of(Throwable cause) {
    return switch (cause) {
      case FailureException known -> known.failure();
      case ReplyException reply -> ofReply(reply);
      default -> new Failure(Failure.Kind.EXECUTION, shortened(String.valueOf(cause)));
    };
  }

  private static Failure ofReply(ReplyException reply) {
    Failure.Kind kind =
        switch (reply.failureType()) {
          case TIMEOUT -> Failure.Kind.TIMEOUT;
          case NO_HANDLERS -> Failure.Kind.NO_HANDLER;
          case RECIPIENT_FAILURE -> Failure.Kind.ofCode(reply.failureCode());
          case ERROR -> Failure.Kind.EXECUTION;
        };
    return new Failure(kind, shortened(String.valueOf(reply.getMessage())));
  }

  static String shortened(String reason) {
    return reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
  }
}
