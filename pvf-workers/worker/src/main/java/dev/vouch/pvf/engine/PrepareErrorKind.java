package dev.vouch.pvf.engine;

/** Kinds of a preparation failure that the engine itself can find (validation 2.8.1). */
public enum PrepareErrorKind {
  /** The gate of 3.2 refused the module. */
  PREVALIDATION,
  /** Instrumenting, validating or compiling it failed. */
  PREPARATION,
  /** Pre-checking only: an import cannot be resolved (PJ-4). */
  RUNTIME_CONSTRUCTION,
  /**
   * The compiler broke on a module that passed validation: our fault or a limit of the engine, and
   * so nothing to vote about. (The reference counts a panic as the code's own fault, since its
   * engine is everybody's.)
   */
  ENGINE
}
