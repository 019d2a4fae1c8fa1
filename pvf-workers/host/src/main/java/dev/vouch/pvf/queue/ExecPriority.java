package dev.vouch.pvf.queue;

import dev.vouch.messages.PvfExecKind;

/**
 * Execution priorities from high to low (validation PH-52), each with the share in percent of the
 * jobs of itself and all lower priorities above which the next priority gets its turn.
 */
public enum ExecPriority {
  DISPUTE(70),
  APPROVAL(80),
  BACKING_SYSTEM_PARAS(100),
  BACKING(100);

  private final int thresholdPercent;

  ExecPriority(int thresholdPercent) {
    this.thresholdPercent = thresholdPercent;
  }

  public static ExecPriority of(PvfExecKind kind) {
    return switch (kind) {
      case PvfExecKind.Dispute() -> DISPUTE;
      case PvfExecKind.Approval() -> APPROVAL;
      case PvfExecKind.BackingSystemParas(var parent) -> BACKING_SYSTEM_PARAS;
      case PvfExecKind.Backing(var parent) -> BACKING;
    };
  }

  int thresholdPercent() {
    return thresholdPercent;
  }
}
