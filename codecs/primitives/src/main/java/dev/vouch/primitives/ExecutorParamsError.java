package dev.vouch.primitives;

/** Why executor parameters are inconsistent; identifiers are the reference's (validation PH-12). */
public sealed interface ExecutorParamsError {
  /** The parameter is there twice. */
  record DuplicatedParam(String name) implements ExecutorParamsError {}

  /** The value is out of its range. */
  record OutsideLimit(String name) implements ExecutorParamsError {}

  /** The two values contradict each other. */
  record IncompatibleValues(String first, String second) implements ExecutorParamsError {}
}
