package dev.vouch.core.validation;

import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.PvfPrepKind;
import java.util.OptionalLong;

/** CPU time limits from a session's executor parameters (validation 1.6, 2.3). */
final class Timeouts {
  private static final long PREPARE_MILLIS = 360_000;
  private static final long PRECHECK_MILLIS = 60_000;
  private static final long BACKING_MILLIS = 2_000;
  private static final long APPROVAL_MILLIS = 12_000;

  /** A parameter is 64 bits of anything; above an hour the sums of the waits would overflow. */
  private static final long MAX_MILLIS = 3_600_000;

  private Timeouts() {}

  static long prepareMillis(ExecutorParams params) {
    return bounded(params.prepTimeout(PvfPrepKind.PREPARE), PREPARE_MILLIS);
  }

  static long precheckMillis(ExecutorParams params) {
    return bounded(params.prepTimeout(PvfPrepKind.PRECHECK), PRECHECK_MILLIS);
  }

  /** Disputes use the limit of approval. */
  static long executeMillis(ExecutorParams params, PvfExecKind kind) {
    return kind.isBacking()
        ? bounded(params.execTimeout(dev.vouch.primitives.PvfExecKind.BACKING), BACKING_MILLIS)
        : bounded(params.execTimeout(dev.vouch.primitives.PvfExecKind.APPROVAL), APPROVAL_MILLIS);
  }

  private static long bounded(OptionalLong unsignedMillis, long otherwise) {
    long millis = unsignedMillis.orElse(otherwise);
    return Long.compareUnsigned(millis, MAX_MILLIS) > 0 ? MAX_MILLIS : millis;
  }
}
