package dev.vouch.pvf.wasm;

import java.io.Serial;

/** A module that the reference would not prepare. Carries which of its steps refuses it. */
public final class RejectedModule extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** The step of preparation that fails (validation 3.1). */
  public enum Step {
    /** Parsing (PJ-2). */
    PREVALIDATION,
    /** Instrumentation, memory rewriting or validation (PJ-3). */
    PREPARATION
  }

  private final Step step;
  private final String reason;

  RejectedModule(Step step, String reason) {
    super(reason);
    this.step = step;
    this.reason = reason;
  }

  /** The step that fails. */
  public Step step() {
    return step;
  }

  /** What is wrong, for people. */
  public String reason() {
    return reason;
  }

  static RejectedModule malformed(String reason, int offset) {
    return new RejectedModule(Step.PREVALIDATION, reason + " at byte " + offset);
  }

  static RejectedModule invalid(String reason) {
    return new RejectedModule(Step.PREPARATION, reason);
  }
}
