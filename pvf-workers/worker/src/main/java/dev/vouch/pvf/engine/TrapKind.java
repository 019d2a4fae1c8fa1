package dev.vouch.pvf.engine;

/** Why a call is invalid; names follow the reference's executor error. */
public enum TrapKind {
  /** A Wasm trap, a failing host function or a call of a missing one. */
  ABORTED_DUE_TO_TRAP,
  /** The parameters could not be placed in memory (AL-9). */
  ALLOCATOR,
  /** A missing or ill-typed export, or a result outside memory. */
  OTHER
}
