package dev.vouch.pvf.engine;

/** What one call of {@code validate_block} came to (validation 3.4, PJ-13). */
public sealed interface ExecutionOutcome {

  /** The call returned; the bytes are not decoded yet. */
  final class Finished implements ExecutionOutcome {
    private final byte[] result;

    Finished(byte[] result) {
      this.result = result;
    }

    /** The result as the guest wrote it; the holder must not change it. */
    public byte[] result() {
      return result;
    }
  }

  /** The candidate is invalid: the guest trapped or broke the call convention. */
  record Trapped(TrapKind kind, String reason) implements ExecutionOutcome {}

  /** No instance could be made: imports, initial memory, segments or the start function. */
  record NotConstructed(String reason) implements ExecutionOutcome {}

  /** Our own failure; says nothing about the candidate. */
  record Undecided(String reason) implements ExecutionOutcome {}
}
